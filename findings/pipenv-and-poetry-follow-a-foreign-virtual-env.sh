#!/usr/bin/env bash
# pipenv 2022.12.19 and poetry 1.3.2 (Debian 12's packages pipenv and python3-poetry).
# Where VIRTUAL_ENV of another project is inherited, as an agent that was started in a virtual environment passes it on, both tools say
# that this foreign environment is the project's, although the project has a `.venv` of its own.
# A user would have guessed: the project's own `.venv` wins.
set -euo pipefail
for tool in pipenv poetry; do
  command -v "$tool" >/dev/null || { echo "needs $tool (apt-get install pipenv python3-poetry)"; exit 77; }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work PATH=/usr/bin:/bin
unset VIRTUAL_ENV CONDA_PREFIX WORKON_HOME
mkdir "$work/project"
cd "$work/project"
printf '[packages]\n' >Pipfile
printf '[tool.poetry]\nname = "x"\nversion = "1"\ndescription = ""\nauthors = []\n[tool.poetry.dependencies]\npython = "*"\n' >pyproject.toml
/usr/bin/python3 -m venv --without-pip .venv
/usr/bin/python3 -m venv --without-pip "$work/other"
own=$work/project/.venv
pipenv --version
poetry --version
[ "$(pipenv --venv 2>/dev/null)" = "$own" ]
[ "$(poetry env info --path 2>/dev/null)" = "$own" ]
pipenv=$(VIRTUAL_ENV=$work/other pipenv --venv 2>/dev/null)
poetry=$(VIRTUAL_ENV=$work/other poetry env info --path 2>/dev/null)
printf 'with a foreign VIRTUAL_ENV: pipenv %s, poetry %s\n' "${pipenv#"$work"/}" "${poetry#"$work"/}"
[ "$pipenv" = "$work/other" ] && [ "$poetry" = "$work/other" ]
