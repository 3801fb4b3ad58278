use crate::tree::{Tree, ancestors, join, parent};
use crate::{Error, read_toml::read_toml};
use wheelpin_workflow::yaml::Node;

/// A crate's `Cargo.toml` and the workspace's, which is the same file for a
/// crate without one.
#[derive(Debug)]
pub(crate) struct CargoManifest {
    pub(crate) file: String,
    pub(crate) node: Node,
    pub(crate) workspace_file: String,
    pub(crate) workspace: Node,
}

impl CargoManifest {
    /// Reads a manifest that is in the tree and finds its workspace as Cargo does:
    /// `package.workspace`, else the nearest `[workspace]` at or above it.
    ///
    /// <https://doc.rust-lang.org/cargo/reference/workspaces.html>
    pub(crate) fn read(tree: &Tree, file: String) -> Result<Self, Error> {
        let node = read(tree, &file)?;
        let directory = parent(&file).to_owned();
        let named = node
            .text_at(["package", "workspace"])
            .and_then(|path| join(&directory, path))
            .and_then(|root| join(&root, "Cargo.toml"));
        let above = ancestors(&directory).filter_map(|above| join(above, "Cargo.toml"));
        for candidate in named.into_iter().chain(above).filter(|path| tree.has(path)) {
            let workspace = read(tree, &candidate)?;
            let excluded = candidate != file && excludes(&candidate, &workspace, &directory);
            if workspace.get("workspace").is_some() && !excluded {
                return Ok(Self { file, node, workspace_file: candidate, workspace });
            }
        }
        Ok(Self { workspace_file: file.clone(), workspace: node.clone(), file, node })
    }

    /// A field of `[package]`, inherited from the workspace or not, and its file.
    pub(crate) fn package(&self, key: &str) -> Option<(&str, &Node)> {
        let field = self.node.at(["package", key])?;
        if field.text_at(["workspace"]) == Some("true") {
            let inherited = self.workspace.at(["workspace", "package", key])?;
            return Some((&self.workspace_file, inherited));
        }
        Some((&self.file, field))
    }

    /// Every table of dependencies on a crate (renamed ones too) that gets into the
    /// wheel, with what it inherits from the workspace after it.
    pub(crate) fn dependencies(&self, name: &str) -> Vec<&Node> {
        let target = self.node.get("target").into_iter().flat_map(Node::entries);
        let tables = std::iter::once(&self.node)
            .chain(target.map(|(_, node)| node))
            .filter_map(|node| node.get("dependencies"));
        let mut found = Vec::new();
        for (key, dependency) in tables.flat_map(Node::entries) {
            let inherited = (dependency.text_at(["workspace"]) == Some("true"))
                .then(|| self.workspace.at(["workspace", "dependencies", key]))
                .flatten();
            let package = dependency
                .text_at(["package"])
                .or_else(|| inherited?.text_at(["package"]))
                .unwrap_or(key);
            if package == name {
                found.push(dependency);
                found.extend(inherited);
            }
        }
        found
    }

    /// The directory that has the workspace's `Cargo.lock` and `target`.
    pub(crate) fn root(&self) -> &str {
        parent(&self.workspace_file)
    }
}

fn read(tree: &Tree, file: &str) -> Result<Node, Error> {
    let text = tree.text(file).unwrap_or_default();
    read_toml(&text).map_err(|source| Error::Unreadable { file: file.into(), source })
}

/// Whether a workspace leaves a directory out.
fn excludes(workspace_file: &str, workspace: &Node, directory: &str) -> bool {
    let root = parent(workspace_file);
    let excluded = workspace.at(["workspace", "exclude"]).map(Node::texts).unwrap_or_default();
    excluded.iter().filter_map(|path| join(root, path)).any(|path| {
        directory.strip_prefix(&path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(files: &[(&str, &str)]) -> Tree {
        let mut tree = Tree::default();
        files.iter().for_each(|(path, content)| tree.add_content(*path, *content));
        tree
    }

    #[test]
    fn what_a_crate_inherits_stands_in_the_workspace() {
        let tree = tree(&[
            (
                "Cargo.toml",
                "[workspace]\n[workspace.package]\nversion = '1.0.0'\n[workspace.dependencies]\npyo3 = { features = ['abi3'] }",
            ),
            (
                "py/Cargo.toml",
                "[package]\nname = 'a'\nversion.workspace = true\n[target.'cfg(unix)'.dependencies]\npyo3.workspace = true",
            ),
        ]);
        let manifest = CargoManifest::read(&tree, "py/Cargo.toml".into()).unwrap();
        let (file, version) = manifest.package("version").unwrap();
        assert_eq!((file, version.line, version.text()), ("Cargo.toml", 3, Some("1.0.0")));
        assert_eq!(manifest.dependencies("pyo3").len(), 2);
        assert_eq!(manifest.root(), "");
    }

    #[test]
    fn a_crate_that_is_excluded_stands_alone() {
        let tree = tree(&[
            ("Cargo.toml", "[workspace]\nexclude = ['examples']"),
            ("examples/a/Cargo.toml", "[package]"),
        ]);
        let manifest = CargoManifest::read(&tree, "examples/a/Cargo.toml".into()).unwrap();
        assert_eq!(manifest.root(), "examples/a");
    }
}
