"""The man page and the completion, made of what the program says of itself. Usage: texts.py man|completion PROGRAM"""
import re
import subprocess
import sys

what, program = sys.argv[1:3]


def said(*words):
    return subprocess.run([program, *words], check=True, capture_output=True, text=True).stdout


def commands():
    """name, usage, sentence, options [(option, sentence)]"""
    for name, usage in re.findall(r"^  (\S+) +(\S.*|)\n(?= {10,})", said("help"), re.M):
        lines = said("help", name).splitlines()
        options = [tuple(re.split(r"  +", line.strip(), maxsplit=1)) for line in lines[2:] if line.startswith("  --")]
        yield name, usage.strip(), lines[1], options


def roff(text):
    return text.replace("\\", "\\\\").replace("-", "\\-").replace("\n.", "\n\\&.")


def man():
    version = said("version").split()[1]
    print(f'.TH MICHISHIRUBE 1 "" "michishirube {version}" "User Commands"')
    print(".SH NAME\nmichishirube \\- the information system of a support centre")
    print(".SH SYNOPSIS\n.B michishirube\n.I COMMAND\n[\\fIOPTIONS\\fR]")
    print(".SH COMMANDS")
    for name, usage, sentence, options in commands():
        print(f".SS {roff(name)} {roff(usage)}\n{roff(sentence)}")
        for option in options:
            print(f".TP\n.B {roff(option[0])}\n{roff(option[1] if len(option) > 1 else '')}")
    print(".SH EXIT STATUS\n0 done, 1 the thing asked does not hold, 2 wrong use.")
    print(".SH FILES\n/etc/michishirube/michishirube.toml, /var/lib/michishirube, /var/backups/michishirube")
    print(".SH SEE ALSO\n/usr/share/doc/michishirube/operations.md")


def completion():
    print("# bash completion for michishirube\n_michishirube() {\n    local word=${COMP_WORDS[COMP_CWORD]}")
    print("    if [ \"$COMP_CWORD\" = 1 ]; then")
    print(f"        COMPREPLY=($(compgen -W '{' '.join(c[0] for c in commands())} help' -- \"$word\")); return\n    fi")
    print('    case ${COMP_WORDS[1]}:$word in')
    for name, _, _, options in commands():
        flags = " ".join(option[0].split()[0] for option in options)
        print(f"    {name}:--*) COMPREPLY=($(compgen -W '{flags}' -- \"$word\")) ;;")
    print('    *) COMPREPLY=($(compgen -f -- "$word")) ;;\n    esac\n}\ncomplete -o filenames -F _michishirube michishirube')


{"man": man, "completion": completion}[what]()
