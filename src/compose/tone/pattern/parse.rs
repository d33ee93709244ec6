//! Reads one pattern into a tree. Every mistake has its place in the pattern.

/// The alternatives of a pattern or group, each a row of items.
pub type Alternatives = Vec<Vec<Node>>;

/// One item of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node {
    /// This word.
    Word(String),
    /// Any inflection of this word.
    Lemma(String),
    /// Any word that begins so.
    Prefix(String),
    /// A named class.
    Class(String),
    /// The words of an answer.
    Field(String),
    /// Exactly one word.
    Any,
    /// Up to so many words.
    Gap(u8),
    /// The start of the sentence.
    Start,
    /// The end of the sentence.
    End,
    /// A comma stands here.
    Comma,
    /// A colon, semicolon or dash stands here.
    Colon,
    /// A number.
    Number,
    /// An amount of money.
    Money,
    /// One of these.
    Group(Alternatives),
    /// This or nothing.
    Optional(Box<Node>),
    /// None of these follows.
    Not(Alternatives),
}

/// What is wrong with a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// Byte offset in the pattern.
    pub at: usize,
    /// What is wrong, without a full stop.
    pub what: String,
    /// What to do.
    pub hint: Option<String>,
}

impl Wrong {
    /// Something wrong at a place.
    pub fn new(at: usize, what: impl Into<String>) -> Self {
        Wrong { at, what: what.into(), hint: None }
    }

    /// The same, with what to do.
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// How deep groups may stand in one another.
const DEPTH: usize = 8;

/// Reads a pattern.
///
/// # Errors
/// What is wrong with it, and where.
pub fn parse(pattern: &str) -> Result<Alternatives, Wrong> {
    let mut reader = Reader { text: pattern, at: 0, depth: 0 };
    let found = reader.alternatives()?;
    match reader.peek() {
        None if found.iter().all(Vec::is_empty) => Err(Wrong::new(0, "this pattern is empty")),
        None => Ok(found),
        Some(')') => Err(Wrong::new(reader.at, "this bracket was never opened")),
        Some(other) => Err(Wrong::new(reader.at, format!("`{other}` has no meaning here"))),
    }
}

struct Reader<'p> {
    text: &'p str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.take();
        }
    }

    fn alternatives(&mut self) -> Result<Alternatives, Wrong> {
        let mut all = vec![self.row()?];
        while self.peek() == Some('|') {
            self.take();
            all.push(self.row()?);
        }
        Ok(all)
    }

    fn row(&mut self) -> Result<Vec<Node>, Wrong> {
        let mut row = Vec::new();
        loop {
            self.skip_space();
            match self.peek() {
                None | Some('|' | ')') => return Ok(row),
                Some(_) => {
                    let item = self.item()?;
                    row.push(self.suffixed(item));
                }
            }
        }
    }

    fn suffixed(&mut self, item: Node) -> Node {
        if self.peek() == Some('?') {
            self.take();
            return Node::Optional(Box::new(item));
        }
        item
    }

    fn item(&mut self) -> Result<Node, Wrong> {
        let start = self.at;
        let Some(first) = self.take() else { return Err(Wrong::new(start, "an item is expected here")) };
        Ok(match first {
            '(' => Node::Group(self.group(start)?),
            '!' if self.peek() == Some('(') => {
                self.take();
                Node::Not(self.group(start)?)
            }
            '{' => Node::Class(self.name_until('}', start)?),
            '@' => Node::Field(self.name(start, "the name of an answer")?),
            '#' => self.kind(start)?,
            '^' => Node::Start,
            '$' => Node::End,
            ',' => Node::Comma,
            '_' => self.gap(start)?,
            letter if letter.is_alphanumeric() || letter == '\'' => self.word(start)?,
            other => {
                return Err(Wrong::new(start, format!("`{other}` has no meaning in a pattern"))
                    .hint("Write hyphens as spaces and leave other punctuation out"));
            }
        })
    }

    fn group(&mut self, start: usize) -> Result<Alternatives, Wrong> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Wrong::new(start, format!("groups stand more than {DEPTH} deep in one another")));
        }
        let found = self.alternatives()?;
        self.depth -= 1;
        match self.take() {
            Some(')') if found.iter().any(Vec::is_empty) => {
                Err(Wrong::new(start, "one of the alternatives is empty")
                    .hint("Write `(…)?` for something optional"))
            }
            Some(')') => Ok(found),
            _ => Err(Wrong::new(start, "this bracket is never closed")),
        }
    }

    fn name(&mut self, start: usize, what: &str) -> Result<String, Wrong> {
        let from = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-') {
            self.take();
        }
        if from == self.at {
            return Err(Wrong::new(start, format!("{what} is expected here")));
        }
        Ok(self.text[from..self.at].to_string())
    }

    fn name_until(&mut self, close: char, start: usize) -> Result<String, Wrong> {
        let name = self.name(start, "the name of a class")?;
        if self.take() == Some(close) {
            Ok(name)
        } else {
            Err(Wrong::new(start, format!("`{close}` is expected after the name")))
        }
    }

    fn kind(&mut self, start: usize) -> Result<Node, Wrong> {
        let name = self.name(start, "`#num`, `#money` or `#colon`")?;
        match name.as_str() {
            "num" => Ok(Node::Number),
            "money" => Ok(Node::Money),
            "colon" => Ok(Node::Colon),
            _ => Err(Wrong::new(start, format!("`#{name}` is none of `#num`, `#money` and `#colon`"))),
        }
    }

    fn gap(&mut self, start: usize) -> Result<Node, Wrong> {
        let from = self.at;
        while self.peek().is_some_and(|c| c.is_ascii_digit()) {
            self.take();
        }
        match &self.text[from..self.at] {
            "" => Ok(Node::Any),
            digits => match digits.parse::<u8>() {
                Ok(words @ 1..=16) => Ok(Node::Gap(words)),
                _ => Err(Wrong::new(start, "a gap holds 1 to 16 words")),
            },
        }
    }

    fn word(&mut self, start: usize) -> Result<Node, Wrong> {
        while self.peek().is_some_and(|c| c.is_alphanumeric() || c == '\'') {
            self.take();
        }
        let word = &self.text[start..self.at];
        if word.chars().any(char::is_uppercase) {
            return Err(Wrong::new(start, format!("`{word}` has a capital; patterns are in lower case")));
        }
        let word = word.to_string();
        Ok(match self.peek() {
            Some('~') => {
                self.take();
                Node::Lemma(word)
            }
            Some('*') if word.len() < 2 => {
                return Err(Wrong::new(start, "a beginning needs two letters at least"));
            }
            Some('*') => {
                self.take();
                Node::Prefix(word)
            }
            _ => Node::Word(word),
        })
    }
}
