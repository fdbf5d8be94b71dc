"""The proxies, each with the configuration that its name says and nothing else that a default has."""

import os
import shutil
import socket
import time

from started import start, stop

NGINX = """
daemon off;
user root;
worker_processes 1;
pid {folder}/pid;
error_log {folder}/log;
events {{ }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    listen 127.0.0.1:{http2} http2;
    location / {{
      proxy_pass http://127.0.0.1:{upstream};
      {extra}
    }}
  }}
}}
"""
HTTP11 = "proxy_http_version 1.1;"
UNBUFFERED = "proxy_buffering off;"
GZIP = "gzip on; gzip_proxied any; gzip_types application/json application/x-ndjson text/event-stream;"

HAPROXY = """
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend clients
  bind 127.0.0.1:{port}
  bind 127.0.0.1:{http2} proto h2
  default_backend server
backend server
  server server 127.0.0.1:{upstream}
"""

APACHE = """
ServerRoot {folder}
ServerName bed
DefaultRuntimeDir {folder}
PidFile {folder}/pid
ErrorLog {folder}/log
User www-data
Group www-data
LoadModule mpm_event_module /usr/lib/apache2/modules/mod_mpm_event.so
LoadModule authz_core_module /usr/lib/apache2/modules/mod_authz_core.so
LoadModule proxy_module /usr/lib/apache2/modules/mod_proxy.so
LoadModule proxy_http_module /usr/lib/apache2/modules/mod_proxy_http.so
LoadModule http2_module /usr/lib/apache2/modules/mod_http2.so
Listen 127.0.0.1:{port}
Listen 127.0.0.1:{http2}
Protocols h2c http/1.1
ProxyPass / http://127.0.0.1:{upstream}/
"""

SQUID = """
http_port 127.0.0.1:{port} accel defaultsite=bed
cache_peer 127.0.0.1 parent {upstream} 0 no-query originserver
http_access allow all
pid_filename {folder}/pid
access_log none
cache_log {folder}/log
coredump_dir {folder}
shutdown_lifetime 0 seconds
pinger_enable off
visible_hostname bed
"""


class Kind:
    """A way to run a proxy: `{file}` of its command is its configuration."""

    def __init__(self, command, text=None, has_http2=True, **values):
        self.command, self.text, self.has_http2, self.values = command, text, has_http2, values


def nginx(*extra):
    return Kind(["nginx", "-e", "{folder}/log", "-c", "{file}"], NGINX, extra=" ".join(extra))


KINDS = {
    "direct": None,
    "nginx": nginx(),
    "nginx-unbuffered": nginx(UNBUFFERED),
    "nginx-1.1": nginx(HTTP11),
    "nginx-1.1-unbuffered": nginx(HTTP11, UNBUFFERED),
    "nginx-1.1-gzip": nginx(HTTP11, GZIP),
    "nginx-1.1-gzip-unbuffered": nginx(HTTP11, GZIP, UNBUFFERED),
    "haproxy": Kind(["haproxy", "-db", "-f", "{file}"], HAPROXY),
    "varnish": Kind(
        ["varnishd", "-F", "-n", "{folder}/work", "-a", "127.0.0.1:{port}", "-a", "127.0.0.1:{http2}"]
        + ["-b", "127.0.0.1:{upstream}", "-s", "malloc,32m", "-p", "feature=+http2"]
    ),
    "apache": Kind(["apache2", "-DFOREGROUND", "-f", "{file}"], APACHE),
    "squid": Kind(["squid", "-N", "-f", "{file}"], SQUID, has_http2=False),
}


class NotRun(Exception):
    """What is not there, or does not start."""


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


class Proxy:
    """A running proxy before a server's port; `port` takes HTTP/1.1 and `http2` HTTP/2 by prior knowledge."""

    def __init__(self, name, folder, upstream):
        kind = KINDS[name]
        self.process = None
        if kind is None:
            self.port = self.http2 = upstream
            return
        program = shutil.which(kind.command[0], path=os.environ["PATH"] + ":/usr/sbin")
        if program is None:
            raise NotRun(f"{kind.command[0]} is not installed")
        os.makedirs(folder)
        os.chmod(folder, 0o777)
        self.port = free_port()
        self.http2 = free_port() if kind.has_http2 else None
        file = os.path.join(folder, "configuration")
        places = dict(folder=folder, port=self.port, http2=self.http2, upstream=upstream, file=file, **kind.values)
        with open(file, "w") as out:
            out.write((kind.text or "").format(**places))
        command = [program] + [part.format(**places) for part in kind.command[1:]]
        self.output = os.path.join(folder, "output")
        with open(self.output, "w") as out:
            self.process = start(command, stdout=out, stderr=out)
        self.wait_until_ready()

    def wait_until_ready(self):
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.1)
        self.stop()
        with open(self.output) as output:
            raise NotRun(f"it did not start: {output.read()[-500:]}")

    def stop(self):
        if self.process is not None:
            stop(self.process)
