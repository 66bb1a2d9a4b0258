"""Compares a log with what was run, by Python's own parser. In, as JSON: {"log": PATH, "commands": FOLDER, "cases": [{"pid": N, "expected":
{"command": B64, "argv": [B64…], "cwd": B64, "thread": B64, …}}]}. Out, as JSON: what is wrong, one text each."""
import base64, json, sys

CUT = {'thread': 'thread_cut', 'session': 'session_cut', 'tool_call': 'tool_call_cut', 'cwd': 'cwd_cut'}

def refuse(text):
    raise ValueError('not JSON: ' + text)

def raw(text):
    return base64.b64decode(text)

def encode(text):
    return text.encode('utf-8', 'surrogateescape')

def tell_same(name, told, expected, is_cut, wrong):
    if is_cut:
        if not expected.startswith(told) or told == expected:
            wrong.append('%s is no head of %r: %r' % (name, expected[:80], told[:80]))
    elif told != expected:
        wrong.append('%s is %r, not %r' % (name, told[:200], expected[:200]))

def compare(line, expected, commands):
    wrong = []
    whole = raw(expected['command'])
    told = encode(line['command'])
    file = line.get('command_file')
    tell_same('command', told, whole, file is not None, wrong)
    if file is not None:
        with open(commands + '/' + file, 'rb') as text:
            if text.read() != whole or line['command_bytes'] != len(whole):
                wrong.append('the text beside the log is another one')
    for name, mark in CUT.items():
        tell_same(name, encode(line[name]), raw(expected[name]), mark in line, wrong)
    argv, words = [encode(word) for word in line['argv']], [raw(word) for word in expected['argv']]
    if expected['argv0'] == 'any':
        argv[0] = words[0]
    if 'argv_cut' in line:
        same = argv[:-1] == words[:max(len(argv) - 1, 0)] and (not argv or words[len(argv) - 1].startswith(argv[-1]))
    else:
        same = argv == words
    if not same:
        wrong.append('argv is %r, not %r' % (argv, words))
    return wrong

def main():
    given = json.load(sys.stdin)
    wrong, lines = [], []
    with open(given['log'], 'rb') as log:
        log.seek(given['since'])
        for text in log.read().split(b'\n')[:-1]:
            if len(text) > given['limit']:
                wrong.append('a line of %d bytes' % (len(text) + 1))
            try:
                lines.append(json.loads(text.decode('utf-8'), parse_constant=refuse))
            except ValueError as error:
                wrong.append('%s: %r' % (error, text[:300]))
    starts = [line for line in lines if 'command' in line]
    ends = [line for line in lines if 'began' in line]
    if len(starts) != len(given['cases']):
        wrong.append('%d lines of %d commands' % (len(starts), len(given['cases'])))
    for line, case in zip(starts, given['cases']):
        # The hook inside a watched shell is another process than the one that was started.
        if line['pid'] != case['pid'] and line.get('sink') is None and not given['ends']:
            wrong.append('the line of process %d, not of %d' % (line['pid'], case['pid']))
        wrong += ['%s (case %s)' % (what, case['title']) for what in compare(line, case['expected'], given['commands'])]
    if given['ends'] and not ends:
        wrong.append('nothing is said of how any command ended')
    json.dump(wrong[:20], sys.stdout)

main()
