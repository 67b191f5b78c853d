"""Run deploy/nginx.conf on this machine as it is, but for addresses, certificate and folders.

Nothing of the system's nginx is touched: everything lives in a temporary folder that goes away
with the process. The certificate is self-signed, for an hour. When the site listens, three lines
say where: its TLS address, its address in clear, and its folder (with the certificate).

    python deploy/try_nginx.py --upstream 127.0.0.1:8000
"""

from __future__ import annotations

import argparse
import datetime as dt
import ipaddress
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

SITE = Path(__file__).with_name("nginx.conf")
HOST = "comments.example.org"
MAIN = """\
daemon off;
worker_processes {workers};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    default_type application/octet-stream;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the site runs: a folder of its own, two loopback ports, and what it stands before."""

    folder: Path
    upstream: str
    plain_port: int
    tls_port: int
    tls: bool = True

    def site(self) -> str:
        """The shipped site with this place's addresses and folders, and nothing else changed."""
        text = re.sub(r"\n *listen \[::\]:.*", "", SITE.read_text("utf-8"))
        for shipped, here in {
            "127.0.0.1:8000": self.upstream,
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.tls_port}{' ssl http2' * self.tls};",
            f"/etc/letsencrypt/live/{HOST}": str(self.folder),
            "/var/www/letsencrypt": str(self.folder / "acme"),
            "/var/cache/nginx": str(self.folder / "cache"),
            "/var/log/nginx": str(self.folder),
        }.items():
            if shipped not in text:
                raise SystemExit(f"{SITE.name} no longer has “{shipped}”.")
            text = text.replace(shipped, here)
        return text

    def write(self, workers: str) -> Path:
        """Write everything nginx needs into the folder and return its main file."""
        # nginx started by root works as nobody, who must find the cache in here.
        self.folder.chmod(0o711)
        (self.folder / "cache").mkdir()
        (self.folder / "site.conf").write_text(self.site(), "utf-8")
        _certificate(self.folder)
        main = self.folder / "main.conf"
        main.write_text(MAIN.format(folder=self.folder, workers=workers), "utf-8")
        return main


def _certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    local = ipaddress.ip_address("127.0.0.1")
    names = x509.SubjectAlternativeName([x509.DNSName(HOST), x509.IPAddress(local)])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "fullchain.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = folder / "privkey.pem"
    private.touch(mode=0o600)
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def free_port() -> int:
    """A port of this machine that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def find_nginx() -> str | None:
    """The nginx program, also where only root's path has it."""
    return shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


def main() -> int:
    """Run the site until it is told to stop; the exit code is nginx's own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--upstream", default="127.0.0.1:8000", help="where the service listens")
    parser.add_argument("--port", type=int, default=0, help="for TLS; 0 takes a free one")
    parser.add_argument("--workers", default="auto", help="nginx's worker_processes")
    parser.add_argument("--without-tls", action="store_true", help="to measure the cache alone")
    parser.add_argument("--check", action="store_true", help="only let nginx read the site")
    arguments = parser.parse_args()
    nginx = find_nginx()
    if nginx is None:
        print("nginx is not installed.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="nginx-") as name:
        place = Place(
            folder=Path(name),
            upstream=arguments.upstream,
            plain_port=free_port(),
            tls_port=arguments.port or free_port(),
            tls=not arguments.without_tls,
        )
        command = [nginx, "-p", name, "-c", str(place.write(arguments.workers))]
        if arguments.check:
            return subprocess.run([*command, "-t"], check=False).returncode
        return _run(command, place)


def _run(command: list[str], place: Place) -> int:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with subprocess.Popen(command) as process:
        try:
            while process.poll() is None and not _listens(place.tls_port):
                time.sleep(0.02)
            print(f"{'https' if place.tls else 'http'}://127.0.0.1:{place.tls_port}")
            print(f"http://127.0.0.1:{place.plain_port}")
            print(place.folder, flush=True)
            return process.wait()
        except KeyboardInterrupt:
            process.terminate()
            return process.wait()


if __name__ == "__main__":
    sys.exit(main())
