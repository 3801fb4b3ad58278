use std::collections::BTreeMap;

use crate::StorePath;

/// What a `.drv` file says: what is to be built, by what and of what.
///
/// The format is the same in Nix 2.8 to 2.35 and Lix, other than the JSON of
/// `nix derivation show` (Nix manual, "Store Derivation and Deriving Path").
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Derivation {
    /// By name.
    pub outputs: BTreeMap<String, Output>,
    /// Derivations that it needs, and which of their outputs.
    pub input_derivations: BTreeMap<StorePath, Vec<String>>,
    /// Files and directories that it needs.
    pub input_sources: Vec<StorePath>,
    /// Where it is built: `x86_64-linux`, `builtin`.
    pub system: String,
    /// The program: a path, or `builtin:NAME`.
    pub builder: String,
    /// The program's arguments.
    pub args: Vec<String>,
    /// The program's environment.
    pub environment: BTreeMap<String, String>,
}

/// An output of a derivation.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Output {
    /// Its path; none where that depends on its content.
    pub path: Option<StorePath>,
    /// How its content is pinned, such as `sha256` or `r:sha256`; empty where it
    /// is not.
    pub algorithm: String,
    /// The pinned hash; empty where it is not.
    pub hash: String,
}

/// Largest file that is read, in bytes. The largest of a plan, the crates of a
/// lock file, is below 1 MB.
const LIMIT: usize = 16 << 20;

/// Why a file is not a derivation that wheelpin knows.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum DerivationError {
    /// It is too long.
    #[error("it is longer than {} MiB", LIMIT >> 20)]
    TooLong,
    /// Something else was expected.
    #[error("there is no {expected} at byte {at}")]
    Syntax {
        /// What.
        expected: &'static str,
        /// Where, from 0.
        at: usize,
    },
    /// A path is none of a store.
    #[error("{path:?} is no store path")]
    Path {
        /// The path.
        path: String,
    },
}

impl Derivation {
    /// Reads the content of a `.drv` file. Bytes that are no UTF-8 are replaced.
    ///
    /// # Errors
    ///
    /// [`DerivationError`]; also for the experimental kinds of derivations that
    /// begin with `DrvWithVersion`.
    pub fn parse(content: &[u8]) -> Result<Self, DerivationError> {
        if content.len() > LIMIT {
            return Err(DerivationError::TooLong);
        }
        let mut reader = Reader { content, at: 0 };
        reader.take("Derive(")?;
        let mut outputs = BTreeMap::new();
        reader.list(|reader| {
            let [name, path, algorithm, hash] = reader.strings()?;
            let path = if path.is_empty() { None } else { Some(store_path(path)?) };
            outputs.insert(name, Output { path, algorithm, hash });
            Ok(())
        })?;
        reader.take(",")?;
        let mut input_derivations = BTreeMap::new();
        reader.list(|reader| {
            reader.take("(")?;
            let path = store_path(reader.string()?)?;
            reader.take(",")?;
            let names = reader.string_list()?;
            reader.take(")")?;
            input_derivations.insert(path, names);
            Ok(())
        })?;
        reader.take(",")?;
        let input_sources =
            reader.string_list()?.into_iter().map(store_path).collect::<Result<_, _>>()?;
        reader.take(",")?;
        let system = reader.string()?;
        reader.take(",")?;
        let builder = reader.string()?;
        reader.take(",")?;
        let args = reader.string_list()?;
        reader.take(",")?;
        let mut environment = BTreeMap::new();
        reader.list(|reader| {
            let [name, value] = reader.strings()?;
            environment.insert(name, value);
            Ok(())
        })?;
        reader.take(")")?;
        if reader.at < content.len() {
            return Err(reader.expected("end"));
        }
        Ok(Self { outputs, input_derivations, input_sources, system, builder, args, environment })
    }
}

fn store_path(path: String) -> Result<StorePath, DerivationError> {
    StorePath::parse(&path).ok_or(DerivationError::Path { path })
}

/// Reads Nix's part of the ATerm format: strings, and lists and tuples of them.
struct Reader<'a> {
    content: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn take(&mut self, word: &'static str) -> Result<(), DerivationError> {
        if !self.content[self.at..].starts_with(word.as_bytes()) {
            return Err(self.expected(word));
        }
        self.at += word.len();
        Ok(())
    }

    fn expected(&self, expected: &'static str) -> DerivationError {
        DerivationError::Syntax { expected, at: self.at }
    }

    /// `[ELEMENT,…]`
    fn list(
        &mut self,
        mut element: impl FnMut(&mut Self) -> Result<(), DerivationError>,
    ) -> Result<(), DerivationError> {
        self.take("[")?;
        if self.take("]").is_ok() {
            return Ok(());
        }
        loop {
            element(self)?;
            if self.take("]").is_ok() {
                return Ok(());
            }
            self.take(",")?;
        }
    }

    /// `["",…]`
    fn string_list(&mut self) -> Result<Vec<String>, DerivationError> {
        let mut strings = Vec::new();
        self.list(|reader| {
            strings.push(reader.string()?);
            Ok(())
        })?;
        Ok(strings)
    }

    /// `("",…)`
    fn strings<const N: usize>(&mut self) -> Result<[String; N], DerivationError> {
        let mut strings = [const { String::new() }; N];
        for (index, string) in strings.iter_mut().enumerate() {
            self.take(if index == 0 { "(" } else { "," })?;
            *string = self.string()?;
        }
        self.take(")")?;
        Ok(strings)
    }

    fn string(&mut self) -> Result<String, DerivationError> {
        self.take("\"")?;
        let mut bytes = Vec::new();
        loop {
            let rest = &self.content[self.at..];
            let end = rest
                .iter()
                .position(|byte| matches!(byte, b'"' | b'\\'))
                .ok_or_else(|| self.expected("end of the string"))?;
            bytes.extend_from_slice(&rest[..end]);
            self.at += end + 1;
            if rest[end] == b'"' {
                return Ok(String::from_utf8(bytes).unwrap_or_else(|error| {
                    String::from_utf8_lossy(error.as_bytes()).into_owned()
                }));
            }
            let escaped = *self.content.get(self.at).ok_or_else(|| self.expected("character"))?;
            bytes.push(match escaped {
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                other => other,
            });
            self.at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"Derive([("dev","","r:sha256",""),("out","/nix/store/00000000000000000000000000000000-a","","")],[("/nix/store/11111111111111111111111111111111-b.drv",["dev","out"])],["/nix/store/22222222222222222222222222222222-c.sh"],"x86_64-linux","/bin/sh",["-c","a\n\"b\"\\"],[("name","a"),("tab","\t")])"#;

    #[test]
    fn every_part_is_read() {
        let derivation = Derivation::parse(TEXT.as_bytes()).unwrap();
        assert_eq!(derivation.outputs["dev"].path, None);
        assert_eq!(derivation.outputs["dev"].algorithm, "r:sha256");
        assert_eq!(derivation.outputs["out"].path.as_ref().unwrap().name(), "a");
        let (input, outputs) = derivation.input_derivations.first_key_value().unwrap();
        assert_eq!((input.name(), &outputs[..]), ("b.drv", &["dev".into(), "out".into()][..]));
        assert_eq!(derivation.input_sources[0].name(), "c.sh");
        assert_eq!(derivation.system, "x86_64-linux");
        assert_eq!(derivation.builder, "/bin/sh");
        assert_eq!(derivation.args, ["-c", "a\n\"b\"\\"]);
        assert_eq!(derivation.environment["tab"], "\t");
    }

    #[test]
    fn a_builtin_needs_nothing() {
        let text = r#"Derive([],[],[],"builtin","builtin:buildenv",[],[])"#;
        assert_eq!(Derivation::parse(text.as_bytes()).unwrap().builder, "builtin:buildenv");
    }

    #[test]
    fn text_cut_anywhere_is_refused() {
        for end in 0..TEXT.len() {
            assert!(Derivation::parse(&TEXT.as_bytes()[..end]).is_err(), "{end}");
        }
    }

    #[test]
    fn the_place_of_a_mistake_is_told() {
        assert_eq!(
            Derivation::parse(b"Derive([],{").unwrap_err().to_string(),
            "there is no [ at byte 10",
        );
        assert_eq!(
            Derivation::parse(format!("{TEXT} ").as_bytes()).unwrap_err().to_string(),
            format!("there is no end at byte {}", TEXT.len()),
        );
        assert_eq!(
            Derivation::parse(br#"Derive([],[],["/tmp/a"]"#).unwrap_err().to_string(),
            "\"/tmp/a\" is no store path",
        );
        assert_eq!(Derivation::parse(&vec![b'['; LIMIT + 1]), Err(DerivationError::TooLong));
    }
}
