//! Walks over the pages of well-known APIs, as their documentation has them, in `walks/*.txt`: all rows come, or those of the pages and
//! an error that says what nobody can follow.

use velithon_client::{Get, Next, get};

use crate::support::{Answer, Server, read};

/// An API: `# name`, or `# name | list` where the rows are not its only list; its pages; and behind `! `, what the error says, if any.
#[derive(Debug)]
struct Api {
    name: &'static str,
    list: Option<&'static str>,
    pages: Vec<Page>,
    says: Option<&'static str>,
}

/// A page: `GET path`, its status and headers, and its body. Rows are the numbers from 1 on, and a body `100` is an array of so many.
#[derive(Clone, Debug)]
struct Page {
    path: &'static str,
    status: u16,
    headers: Vec<(&'static str, &'static str)>,
    body: String,
}

impl Api {
    fn all(text: &'static str) -> impl Iterator<Item = Self> {
        text.split("\n\n").map(|block| {
            let mut lines = block.trim().lines();
            let title = lines.next().and_then(|line| line.strip_prefix("# ")).expect(block);
            let (name, list) = match title.split_once(" | ") {
                Some((name, list)) => (name, Some(list)),
                None => (title, None),
            };
            let mut api = Self {
                name,
                list,
                pages: Vec::new(),
                says: None,
            };
            for line in lines {
                api.read(line);
            }
            api
        })
    }

    fn read(&mut self, line: &'static str) {
        if let Some(path) = line.strip_prefix("GET ") {
            self.pages.push(Page {
                path,
                status: 200,
                headers: Vec::new(),
                body: String::new(),
            });
            return;
        }
        let page = self.pages.last_mut().expect(line);
        if let Some(says) = line.strip_prefix("! ") {
            self.says = Some(says);
        } else if line.starts_with(['{', '[']) {
            line.clone_into(&mut page.body);
        } else if let Ok(rows) = line.parse::<u64>() {
            page.body = format!("{:?}", (1..=rows).collect::<Vec<_>>());
        } else if let Some(status) = line.strip_prefix("status: ") {
            page.status = status.parse().unwrap();
        } else {
            page.headers.push(line.split_once(": ").expect(line));
        }
    }

    /// What is wrong with its walk.
    async fn fault(self) -> Option<String> {
        let pages = self.pages.clone();
        let server = Server::new(move |_, request| {
            let asked = request.uri().path_and_query().unwrap().as_str();
            let Some(page) = pages.iter().find(|page| page.path == asked) else {
                return Answer::status(404);
            };
            let answer = Answer::json(page.body.clone()).chunks(3).with_status(page.status);
            let headers = page.headers.iter();
            headers.fold(answer, |answer, (name, value)| answer.header_of(name, value))
        });
        let mut asked = get::<u64>(&server, format!("http://api.example{}", self.pages[0].path));
        if let Some(list) = self.list {
            asked = asked.items(list);
        }
        let (rows, end) = read(asked.clone().rows()).await;
        let why = end.err().map(|error| format!("{error:#}"));
        let is_as_said = match (self.says, &why) {
            (Some(says), Some(why)) => why.contains(says) && why.contains(".next("),
            (says, why) => says.is_none() && why.is_none(),
        };
        let is_in_order = (1..).zip(&rows).all(|(nth, row)| nth == *row);
        let has_all = server.asked().len() == self.pages.len();
        let is_right = is_as_said && is_in_order && has_all;
        if !is_right {
            return Some(format!("{}: {rows:?} of {:?}, {why:?}", self.name, server.asked()));
        }
        if why.is_none() {
            let fault = fault_of_later_walks(&asked, &rows).await?;
            return Some(format!("{}: {fault}", self.name));
        }
        // Whoever follows what the error names is led on, or told that this leads nowhere: there is no end.
        let lead = why.as_deref().and_then(lead_of)?;
        let (_, end) = read(asked.next(Next::cursor(lead, "at")).rows()).await;
        end.is_ok().then(|| format!("{}: `{lead}` is an end", self.name))
    }
}

/// What is wrong with the walks that go on behind each page: they have the rest of the rows.
async fn fault_of_later_walks(asked: &Get<u64>, rows: &[u64]) -> Option<String> {
    let mut pages = asked.clone().pages();
    let mut before = 0;
    while let Some(page) = pages.try_next().await.unwrap() {
        before += page.rows().len();
        let Some(place) = page.resume().cloned() else { continue };
        let (rest, end) = read(asked.clone().from(place.clone()).rows()).await;
        if end.is_err() || rest != rows[before..] {
            return Some(format!("{rest:?} behind {place}, {end:?}"));
        }
    }
    None
}

/// The member or the header that leads on, as the error of a cut names it.
fn lead_of(error: &str) -> Option<&str> {
    let (_, said) = error.split_once("the page says by `")?;
    let (lead, _) = said.split_once("` that there are more, and not where")?;
    // A rule has that without a name.
    Some(lead).filter(|lead| *lead != "link")
}

async fn assert_read(apis: &'static str) {
    let mut faults = Vec::new();
    for api in Api::all(apis) {
        faults.extend(api.fault().await);
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[tokio::test]
async fn apis_that_lead_on_are_read_to_their_last_row() {
    assert_read(include_str!("walks/followed.txt")).await;
}

#[tokio::test]
async fn apis_that_nobody_can_follow_are_an_error_behind_their_first_rows() {
    assert_read(include_str!("walks/cut.txt")).await;
}

#[tokio::test]
async fn what_an_api_says_of_something_else_makes_no_error_of_its_only_page() {
    assert_read(include_str!("walks/whole.txt")).await;
}
