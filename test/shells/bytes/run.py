"""Runs commands whose every word is given as bytes, which no program in Node can do, and says which process each one was.
In, as JSON: {"cases": [{"argv": [B64…], "env": {NAME: B64}, "cwd": B64}]}. Out: one process number a line."""
import base64, json, os, subprocess, sys

def raw(text):
    return base64.b64decode(text)

for case in json.load(sys.stdin)['cases']:
    cwd = raw(case['cwd'])
    os.makedirs(cwd, exist_ok=True)
    env = {name.encode(): raw(value) for name, value in case['env'].items()}
    argv = [raw(word) for word in case['argv']]
    with open(os.devnull, 'rb') as empty, open(os.devnull, 'wb') as nowhere:
        child = subprocess.Popen(argv, env=env, cwd=cwd, stdin=empty, stdout=nowhere, stderr=nowhere)
        child.wait()
    print(child.pid, flush=True)
