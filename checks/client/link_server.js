// Pages by `Link`, as GitHub has them, and one connection in three that is destroyed in the middle of a page.

const http = require("node:http");

const ROWS = 2345;
const SIZE = 100;
let requests = 0;

const server = http.createServer((request, response) => {
  const url = new URL(request.url, "http://node.example");
  const page = Number(url.searchParams.get("page") ?? 1);
  const last = Math.ceil(ROWS / SIZE);
  const rows = [];
  for (let id = (page - 1) * SIZE; id < Math.min(page * SIZE, ROWS); id++) rows.push({ id, name: "ünï\"code\\" });
  const links = [`<${url.pathname}?page=1>; rel="first"`, `<${url.pathname}?page=${last}>; rel="last"`];
  if (page < last) links.push(`<http://${request.headers.host}${url.pathname}?page=${page + 1}>; rel="next"`);
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.setHeader("Link", links.join(", "));
  const body = JSON.stringify(rows);
  if (url.pathname === "/broken" && requests++ % 3 === 2) {
    response.write(body.slice(0, body.length / 2), () => response.destroy());
    return;
  }
  response.end(body);
});

server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`));
