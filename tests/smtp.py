#!/usr/bin/env python3
"""A mail server on the loopback interface for tests, that does as it is told:
it may refuse, answer late, or drop the connection at any point.

    smtp.py FOLDER [BEHAVIOUR]...

As a program it writes its port to FOLDER/port and each message that it took
to FOLDER/N.eml, until it is ended. BEHAVIOUR is POINT=DEED for the first
message, the second and so on: ok=ok is a message taken. smtps=FILE or
starttls=FILE, with certificate and key, makes it speak TLS; what it was told
before that stands in FOLDER/clear, what it was told of a login in
FOLDER/login."""
import os
import socket
import ssl
import sys
import threading
import time

# where something may happen, and what
POINTS = ["connect", "ehlo", "mail", "rcpt", "data", "body", "dot", "stored"]
DEEDS = ["drop", "4xx", "5xx", "late"]


class Server:
    """Takes messages; `behaviour(number)` gives (point, deed) for the
    transaction of that number, or None."""

    def __init__(self, behaviour=lambda number: None, late=0.3, tls=None):
        self.taken = []          # (sender, recipient, bytes)
        self.transactions = 0
        self.behaviour = behaviour
        self.late = late
        self.lock = threading.Lock()
        self.clear, self.login = [], []
        self.tls = tls           # ("smtps" or "starttls", file)
        if tls:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(tls[1])
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.listen, daemon=True).start()

    def listen(self):
        while True:
            try:
                peer, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=(peer,),
                             daemon=True).start()

    def close(self):
        self.socket.close()

    def talk(self, peer):
        try:
            Talk(self, peer).run()
        except (OSError, EOFError, Dropped):
            pass
        finally:
            peer.close()


class Dropped(Exception):
    """The server hung up on purpose."""


class Talk:
    """One connection."""

    def __init__(self, server, peer):
        self.server, self.peer = server, peer
        self.file = peer.makefile("rb")
        self.deed = None
        self.secret = False
        if server.tls and server.tls[0] == "smtps":
            self.encrypt()
        self.begin()

    def encrypt(self):
        self.peer = self.server.context.wrap_socket(self.peer,
                                                    server_side=True)
        self.file = self.peer.makefile("rb")
        self.secret = True

    def hello(self):
        """What it can, a line each."""
        words = ["test"]
        if self.server.tls and self.secret:
            words.append("AUTH PLAIN")
        elif self.server.tls:
            words.append("STARTTLS")
        return "\r\n".join("250%s%s" % ("-" if word != words[-1] else " ",
                                        word) for word in words)

    def begin(self):
        """What happens to the next transaction."""
        with self.server.lock:
            self.deed = self.server.behaviour(self.server.transactions)
            self.server.transactions += 1

    def say(self, text):
        self.peer.sendall(text.encode() + b"\r\n")

    def at(self, point, answer):
        """Answers as it should, or does its deed."""
        if self.deed and self.deed[0] == point:
            what = self.deed[1]
            if what == "drop":
                raise Dropped
            if what == "4xx":
                self.say("451 not now")
                return False
            if what == "5xx":
                self.say("550 never")
                return False
            time.sleep(self.server.late)
        self.say(answer)
        return True

    def line(self):
        text = self.file.readline()
        if not text:
            raise EOFError
        return text

    def run(self):
        if not self.at("connect", "220 test"):
            return
        sender = recipient = None
        while True:
            words = self.line().decode().strip()
            verb = words.upper()
            if not self.secret:
                self.server.clear.append(words)
            if verb.startswith("EHLO"):
                self.at("ehlo", self.hello())
            elif verb == "STARTTLS" and self.server.tls:
                self.say("220 go on")
                self.encrypt()
            elif verb.startswith("AUTH"):
                self.auth(words)
            elif verb.startswith("MAIL FROM:"):
                sender = words[10:].split(">")[0].strip("<")
                if not self.at("mail", "250 ok"):
                    self.begin()
            elif verb.startswith("RCPT TO:"):
                recipient = words[8:].split(">")[0].strip("<")
                if not self.at("rcpt", "250 ok"):
                    self.begin()
            elif verb == "DATA":
                if self.at("data", "354 go on"):
                    self.body(sender, recipient)
                self.begin()
            elif verb == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def auth(self, words):
        if len(words.split()) < 3:
            self.say("334 ")
            words = self.line().decode().strip()
        self.server.login.append(words.split()[-1])
        self.say("235 welcome")

    def body(self, sender, recipient):
        lines = []
        while True:
            text = self.line()
            if self.deed == ("body", "drop") and len(lines) > 20:
                raise Dropped
            if text == b".\r\n":
                break
            lines.append(text[1:] if text.startswith(b"..") else text)
        if self.deed and self.deed[0] == "dot" and self.deed[1] != "late":
            self.at("dot", "")
            return
        with self.server.lock:
            self.server.taken.append((sender, recipient, b"".join(lines)))
        if self.deed == ("stored", "drop"):
            raise Dropped
        if self.deed and self.deed[1] == "late":
            time.sleep(self.server.late)
        self.say("250 taken")


def main():
    folder = sys.argv[1]
    list_of = [tuple(word.split("=")) for word in sys.argv[2:]]
    tls = None
    if list_of and list_of[0][0] in ("smtps", "starttls"):
        tls = list_of.pop(0)
    server = Server(lambda n: list_of[n] if n < len(list_of) else None,
                    tls=tls)
    with open(os.path.join(folder, "port.part"), "w",
              encoding="ascii") as file:
        file.write("%d\n" % server.port)
    os.rename(os.path.join(folder, "port.part"), os.path.join(folder, "port"))
    written = 0
    while True:
        time.sleep(0.02)
        with server.lock:
            count = len(server.taken)
        for written in range(written, count):
            with open(os.path.join(folder, "%d.eml" % written), "wb") as file:
                file.write(server.taken[written][2])
        written = count
        if not tls:
            continue
        for name, lines in (("clear", server.clear), ("login", server.login)):
            path = os.path.join(folder, name)
            # the test may end this program at any moment
            with open(path + ".part", "w", encoding="ascii") as file:
                file.writelines(line + "\n" for line in lines)
            os.replace(path + ".part", path)


if __name__ == "__main__":
    main()
