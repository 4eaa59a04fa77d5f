#!/usr/bin/env python3
"""Receipts by e-mail to a mail server that refuses, hangs up and answers
late, from runs that are killed: no message is lost, none is taken twice.

Whatever is in doubt is looked up in the log of the server, as a person would,
and sent again by --resend only where the server does not have it."""
import csv
import email
import email.policy
import os
import random
import signal
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)),
                                ".."))
import smtp  # noqa: E402
import town  # noqa: E402
from town import BIN, Book, Town, day_after, demand, environment  # noqa

RUNS = 12


def rows_of(path):
    if not os.path.exists(path):
        return []
    with open(path, encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter=";"))


def outbox_of(folder, seed):
    """The outbox of a small town's month; the messages by file."""
    place = Town(os.path.join(folder, "town"), seed, 8, 1, 40)
    book = Book(os.path.join(folder, "book"))
    book.init(place.first)
    book.take(place.files("registry"), place.first + "-01")
    book.take(place.files(place.first), day_after(place.first))
    book.bill(place.first)
    box = os.path.join(folder, "outbox")
    book.run("rtk-invoice", place.first, "--output", box, "--delivery",
             "email", day=day_after(place.first))
    with_mail = book.ask("SELECT count(*) FROM account_contact "
                         "WHERE email <> ''")[0][0]
    names = [row["file"] for row in rows_of(os.path.join(box, "index.csv"))]
    demand(len(names) > 5 and len(names) <= with_mail, "messages", len(names))
    demand(sorted(names) == sorted(
        name for name in os.listdir(box) if name.endswith(".eml")),
        "index and folder differ")
    return box, names


def send(box, server, *words):
    return [os.path.join(BIN, "rtk-invoice"), "send", box, "--plain",
            "--server", "smtp://127.0.0.1:%d" % server.port, "--tries", "2",
            "--pause", "0", "--timeout", "2", "--csv", *words]


def run(command, kill_after=None):
    """Its exit status; None: it was killed."""
    with subprocess.Popen(command, env=environment(),
                          stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE) as child:
        if kill_after is not None:
            time.sleep(kill_after)
            child.send_signal(signal.SIGKILL)
        words = child.stderr.read().decode()
        status = child.wait()
    demand(status in (0, 1, 75) or kill_after is not None, command, status,
           words)
    return None if status == -signal.SIGKILL else status


def id_of(text):
    return email.message_from_bytes(
        text, policy=email.policy.default)["Message-Id"]


def read(box, name):
    with open(os.path.join(box, name), "rb") as file:
        return file.read()


def check_taken(box, names, server):
    """Nothing twice; each as it stands in the outbox, to its reader."""
    files = {id_of(read(box, name)): name for name in names}
    taken = [id_of(text) for _, _, text in server.taken]
    demand(len(set(taken)) == len(taken), "taken twice",
           [name for name in taken if taken.count(name) > 1])
    for sender, recipient, text in server.taken:
        whole = read(box, files[id_of(text)])
        demand(text == whole, "other bytes", files[id_of(text)])
        mail = email.message_from_bytes(whole, policy=email.policy.default)
        demand(recipient == mail["To"].addresses[0].addr_spec and
               sender == mail["From"].addresses[0].addr_spec, "envelope")
        pdf, = mail.iter_attachments()
        demand(pdf.get_content().startswith(b"%PDF-"), "no PDF")
    return {files[name] for name in taken}


def last_states(box):
    return {row["file"]: row["state"]
            for row in rows_of(os.path.join(box, "sent.csv"))}


def trouble(chance):
    """What happens to a transaction, now and then."""
    if chance.random() < 0.55:
        return None
    point = chance.choice(smtp.POINTS)
    deed = chance.choice(smtp.DEEDS)
    if point == "stored":
        deed = "drop"
    if point == "body":
        deed = chance.choice(["drop", "late"])
    # a refusal for good is meant for one reader, not for the sender
    if deed == "5xx" and point in ("connect", "ehlo", "mail"):
        deed = "4xx"
    return point, deed


def play(folder, seed):
    chance = random.Random(seed)
    box, names = outbox_of(folder, seed)
    server = smtp.Server(lambda number: trouble(chance))
    for _ in range(RUNS):
        run(send(box, server), chance.choice([None, None, 0.05, 0.3]))
        check_taken(box, names, server)
    server.behaviour = lambda number: None
    run(send(box, server))
    have = check_taken(box, names, server)
    states = last_states(box)
    for name in names:
        state = states.get(name)
        demand(state in ("sent", "refused", "doubt", "ending"), name, state)
        demand(state != "sent" or name in have, "lost", name)
        demand(state != "refused" or name not in have, "refused?", name)
    again = [name for name in names if name not in have]
    words = [word for name in again for word in ("--resend", name)]
    run(send(box, server, *words))
    demand(check_taken(box, names, server) == set(names), "still missing")
    server.close()
    return len(names), len(again)


def main():
    with town.Workshop() as folder:
        for seed in (1, 2, 3):
            print("seed %d: %d messages, %d sent again by hand" % (
                seed, *play(os.path.join(folder, str(seed)), seed)))


if __name__ == "__main__":
    town.main(main)
