CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE tickets (
    id INTEGER PRIMARY KEY, customer_id INTEGER NOT NULL REFERENCES customers, subject TEXT NOT NULL,
    status TEXT NOT NULL, priority INTEGER NOT NULL, assignee TEXT, opened TEXT NOT NULL
);
CREATE INDEX newest ON tickets (opened DESC, id DESC);
CREATE INDEX urgent ON tickets (priority DESC, opened, id);
CREATE TABLE comments (
    id INTEGER PRIMARY KEY, ticket_id INTEGER NOT NULL REFERENCES tickets, author TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX comments_of ON comments (ticket_id, id);

-- Five customers, forty tickets and comments of the first: what the desk starts with, and what its tests know.
INSERT INTO customers (id, name)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5)
SELECT i, 'Customer ' || i FROM n;

INSERT INTO tickets (id, customer_id, subject, status, priority, assignee, opened)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40)
SELECT
    i, i % 5 + 1, 'Ticket ' || i,
    CASE i % 4 WHEN 0 THEN 'solved' WHEN 1 THEN 'waiting' ELSE 'open' END,
    i % 3 + 1,
    CASE i % 4 WHEN 1 THEN 'ada' WHEN 2 THEN 'grace' WHEN 3 THEN 'mary' END,
    '2026-11-' || printf('%02d', (i + 3) / 4) || 'T08:00:00+00:00'
FROM n;

INSERT INTO comments (id, ticket_id, author, text)
WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25)
SELECT i, 1, CASE i % 2 WHEN 0 THEN 'ada' ELSE 'customer' END, 'Comment ' || i FROM n;
