"""Own folders laid over the shipped ones, and where the program finds what it reads."""
import os, re, shutil

SHEET = """---
title: {title}
kind: worksheet
audience: family
---
{words}

~~~fields
- {{id: name, field: participant.name, label: My name}}
~~~
"""


def tests(kit):
    for name, function in sorted(globals().items()):
        if name.startswith("test_"):
            yield "overlay/" + name[5:].replace("_", "-"), lambda f=function: f(kit)


def layers(kit, name):
    """Two folders, state and site: each with a document of its own, one that is shipped, and one that both have."""
    top = kit.folder("overlay", name)
    state, site = os.path.join(top, "state"), os.path.join(top, "site")
    for folder, title in ((state, "State"), (site, "Site")):
        for doc in ("support-list", "both", title.lower() + "-only"):
            kit.scratch_file(folder, f"content/own/{doc}.md", SHEET.format(title=f"{title} {doc}", words=f"Words of the {title.lower()}."))
    kit.scratch_file(state, "templates/packets/own.yaml", "title: Own Packet\nfor: family\ndocuments: [support-list, both, state-only]\n")
    kit.scratch_file(site, "templates/packets/own.yaml", "title: Site Packet\nfor: family\ndocuments: [both, site-only, state-only]\n")
    return top, state, site


def text(kit, made):
    return " ".join(kit.run("pdftotext", made["file"], "-").out.split())


def titles(kit, *argv):
    return {l.split("\t")[0]: l.split("\t")[4] for l in kit.ok("list", "documents", *argv).out.splitlines()}


def test_stacked(kit):
    top, state, site = layers(kit, "stacked")
    kit.equal(titles(kit)["support-list"], "My Support List")
    for overlays, want in (([state], {"support-list": "State support-list", "both": "State both", "state-only": "State state-only"}),
                           ([state, site], {"support-list": "Site support-list", "both": "Site both", "state-only": "State state-only",
                                            "site-only": "Site site-only"}),
                           ([site, state], {"support-list": "State support-list", "both": "State both", "site-only": "Site site-only"})):
        argv = [a for o in overlays for a in ("--overlay", o)]
        have = titles(kit, *argv)
        kit.equal({k: have.get(k) for k in want}, want, f"{argv}")
        kit.equal("wellness-vision" in have, True, "what is shipped stays")
    both = ["--overlay", state, "--overlay", site]
    p = kit.kinfolio("check", *both)
    kit.equal((p.returncode, p.err), (0, ""), "check")
    one = kit.make("--blank", "-p", "own", "-o", os.path.join(top, "out"), "--overlay", state)
    kit.equal([os.path.basename(m["file"]) for m in one], ["own.pdf"])
    have = text(kit, one[0])
    assert "Words of the state." in have and "Words of the site." not in have, have
    have = text(kit, kit.make("--blank", "-p", "own", "-o", os.path.join(top, "out"), *both)[0])
    assert "Site both" in have and "Site site-only" in have and "State state-only" in have and "support-list" not in have, have
    # A shipped packet takes the document that lies on top, at its place.
    for folder in (state, site):
        path = os.path.join(folder, "content/own/support-list.md")
        with open(path, encoding="utf-8") as f:
            words = f.read()
        kit.scratch_file(folder, "content/own/support-list.md", words.replace("kind:", "section: my-steps\nkind:"))
    have = text(kit, kit.make("--blank", "-p", "my-steps", "-o", os.path.join(top, "out"), *both)[0])
    assert "Words of the site." in have and "Words of the state." not in have, have
    assert have.index("Site support-list") < have.index("My Recovery Maintenance"), "not in the shipped order"


def test_over(kit):
    """A document made from another says which state of it; `check` tells when that one changes, and what to write."""
    top, state, site = layers(kit, "over")
    path = os.path.join(site, "content/own/both.md")
    words = open(path, encoding="utf-8").read()
    argv = ["check", "--overlay", state, "--overlay", site]

    def over(value):
        kit.scratch_file(site, "content/own/both.md", words.replace("audience:", f"over: {value}\naudience:"))

    over('"0000000000000000"')
    p = kit.kinfolio(*argv)
    kit.equal(p.returncode, 0, "a warning is no error; " + p.err)
    m = re.match(re.escape(path) + r':4:7: warning: what lies under this document, (\S+), has changed; compare the two, then write over: "([0-9a-f]+)"\n', p.err)
    assert m, p.err
    kit.equal(m[1], os.path.join(state, "content/own/both.md"))
    over(f'"{m[2]}"')
    kit.equal(kit.kinfolio(*argv).err, "", "the digest that it told is the right one")
    with open(os.path.join(state, "content/own/both.md"), "a") as f:
        f.write("\nOne word more.\n")
    assert "has changed" in kit.kinfolio(*argv).err, "a change below is not told"
    os.remove(os.path.join(state, "content/own/both.md"))
    p = kit.kinfolio(*argv)
    assert "warning: no document of this id lies under this one; leave `over` out" in p.err, p.err


def test_look(kit):
    """A theme and a paper of one's own; one that takes a shipped name is laid over that one."""
    top, state, site = layers(kit, "look")
    kit.scratch_file(state, "templates/themes/ours.yaml", 'title: Ours\nbase: plain\ncolors: {ink: "#123456"}\n')
    kit.scratch_file(site, "templates/themes/ours.yaml", 'title: Ours\nbase: ours\ncolors: {soft: "#234567"}\n')
    kit.scratch_file(state, "templates/paper/legal.yaml", "title: Legal\nwidth: 8.5 in\nheight: 14 in\nkind: sheet\n"
                     "margins: {start: 1 in, end: 0.6 in, top: 1.1 in, bottom: 0.8 in, head: 53, foot: 33}\n")
    both = ["--overlay", state, "--overlay", site]
    kit.equal(kit.kinfolio("check", *both).err, "")
    assert "ours" in kit.ok("list", "themes", *both).out.split() and "legal" in kit.ok("list", "papers", *both).out.split()
    made = kit.make("--blank", "-d", "both", "--theme", "ours", "--paper", "legal", "-o", os.path.join(top, "out"), *both)
    p = kit.run("pdfinfo", made[0]["file"])
    assert re.search(r"Page size:\s+612 x 1008 pts", p.out), p.out
    said = kit.said(made[0]["file"])
    ink = " ".join(f"{int(c, 16) / 255:.3f}"[:4] for c in ("12", "34", "56"))
    assert re.search(r"0?\.07\d* 0?\.2\d* 0?\.33\d* rg", said), f"the theme's ink ({ink}) is nowhere"


def test_language(kit):
    """An overlay may bring a language, or say some words otherwise; what it leaves out is taken from below."""
    top, state, site = layers(kit, "language")
    kit.scratch_file(state, "templates/languages/eo.yaml", "name: Esperanto\nwords: {yes: Jes}\n")
    kit.scratch_file(site, "templates/languages/en.yaml", "name: English\nwords: {yes: Yep}\n")
    both = ["--overlay", state, "--overlay", site]
    kit.scratch_file(site, "content/own/both.md", SHEET.format(title="Both", words="~~~fields\n- {id: q, label: Is it?, type: yes_no}\n~~~"))
    kit.equal(kit.kinfolio("check", *both).err, "")
    kit.equal(kit.ok("list", "languages", *both).out.split(), sorted(["eo"] + kit.ok("list", "languages").out.split()))
    for lang, yes, no in (("eo", "Jes", "No"), ("en", "Yep", "No"), ("es", "Sí", "No")):
        have = text(kit, kit.make("--blank", "-d", "both", "-l", lang, "-o", os.path.join(top, "out"), *both)[0])
        assert f" {yes} " in have and f" {no} " in have, f"{lang}: {have}"


def test_resource(kit):
    """A help line of the state's own, and a shipped one with another number."""
    top, state, site = layers(kit, "resource")
    line = open("templates/resources/crisis-line-988.yaml", encoding="utf-8").read()
    kit.scratch_file(state, "templates/resources/crisis-line-988.yaml", line.replace('phone: "988"', "phone: (555) 555-0199"))
    kit.scratch_file(state, "templates/resources/state-line.yaml", line.replace("988 Suicide & Crisis Lifeline", "State Line"))
    kit.scratch_file(state, "content/own/both.md", SHEET.format(title="Both", words="~~~resources\nnames: [crisis-line-988, state-line]\n~~~"))
    have = text(kit, kit.make("--blank", "-d", "both", "-o", os.path.join(top, "out"), "--overlay", state)[0])
    assert "(555) 555-0199" in have and "State Line" in have, have


def test_fonts(kit):
    """The last fonts.yaml wins, as a whole."""
    top, state, site = layers(kit, "fonts")
    fonts = open("fonts/fonts.yaml", encoding="utf-8").read()
    swapped = re.sub(r"\bLato-Bold\.ttf", "Lato-Black.ttf", fonts)
    assert swapped != fonts
    kit.scratch_file(state, "fonts/fonts.yaml", swapped)
    made = kit.make("--blank", "-d", "both", "-o", os.path.join(top, "out"), "--overlay", state)
    out = kit.run("pdffonts", made[0]["file"]).out
    assert "Lato-Black" in out and "Lato-Bold" not in out, out


def test_data(kit):
    """--data, then $KINFOLIO_DATA, then the working directory."""
    top = kit.folder("overlay", "data")
    houses = {}
    for name in ("option", "variable", "here"):
        house = houses[name] = os.path.join(top, name)
        for part in ("templates", "fonts"):
            shutil.copytree(part, os.path.join(house, part))
        shutil.rmtree(os.path.join(house, "templates/packets"))
        kit.scratch_file(house, f"content/own/{name}.md", SHEET.format(title=name, words="Words."))
    nowhere = os.path.join(top, "nowhere")
    os.makedirs(nowhere)
    for argv, env, cwd, want in ((["--data", houses["option"]], {"KINFOLIO_DATA": houses["variable"]}, houses["here"], "option"),
                                 ([], {"KINFOLIO_DATA": houses["variable"]}, houses["here"], "variable"),
                                 ([], {"KINFOLIO_DATA": ""}, houses["here"], "here"),
                                 (["--data", "../option"], {}, houses["here"], "option")):
        p = kit.ok("list", "documents", *argv, env=env, cwd=cwd)
        kit.equal([l.split("\t")[0] for l in p.out.splitlines()], [want])
    p = kit.kinfolio("list", "documents", cwd=nowhere)
    kit.equal(p.returncode, 1, p.err)
    assert "name their folder with --data" in p.err, p.err
    p = kit.kinfolio("list", "documents", cwd=nowhere, env={"KINFOLIO_DATA": nowhere})
    kit.equal((p.returncode, p.err), (1, f"kinfolio: error: {nowhere} holds no content/ and templates/\n"))


def test_installed(kit):
    """What `make install` lays down works from any folder, without the sources."""
    top = kit.folder("overlay", "installed")
    stage, away = os.path.join(top, "stage"), os.path.join(top, "away")
    os.makedirs(away)
    env = {k: "" for k in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    p = kit.run("make", "--no-print-directory", "install", f"BUILD={kit.build}", f"DESTDIR={stage}", "PREFIX=/opt/k", "-o", "all", env=env)
    kit.equal(p.returncode, 0, p.err)
    prefix = os.path.join(stage, "opt/k")
    kit.equal(sorted(os.listdir(os.path.join(prefix, "share/kinfolio"))), ["content", "fonts", "templates"])
    kit.equal(sorted(os.listdir(prefix)), ["bin", "share"])
    shutil.copy("content/samples/families/f-7k2m.yaml", away)
    record = open(os.path.join(away, "f-7k2m.yaml"), encoding="utf-8").read()
    kit.scratch_file(away, "f-7k2m.yaml", re.sub(r"(?m)^with:.*\n", "", record))
    program = os.path.join(prefix, "bin/kinfolio")
    p = kit.run(program, "build", "f-7k2m.yaml", cwd=away)
    kit.equal((p.returncode, p.err), (0, ""), "the installed program")
    kit.equal(sorted(os.listdir(os.path.join(away, "out/f-7k2m"))), ["portfolio-mine.pdf", "portfolio.pdf"])
    p = kit.run("man", "--warnings", "-l", "-Tutf8", os.path.join(prefix, "share/man/man1/kinfolio.1"))
    if p.returncode != 127:
        kit.equal((p.returncode, p.err), (0, ""), "the manual page")
        assert "kinfolio build" in re.sub(".\b", "", p.out), p.out[:400]
    p = kit.run("make", "--no-print-directory", "uninstall", f"DESTDIR={stage}", "PREFIX=/opt/k", env=env)
    left = [os.path.join(d, f) for d, _, fs in os.walk(stage) for f in fs]
    kit.equal((p.returncode, left), (0, []), "left after make uninstall")
