/**
  Git dependencies of a lock file -> directory sources for Cargo. A repository becomes a folder
  `git-REV` with the whole repository in `.repository` and one link `NAME-VERSION` per locked crate
  into it, so that a crate still finds what is outside of its own folder, as in Cargo's own checkout.
  Each is a source of its own: two revisions may have the same crate in the same version.

  Evaluation fetches the repositories (git, network): the commit is known, its hash as a tree is not.

  # Type

  ```
  vendorGit :: { lockPath :: String; packages :: [ LockEntry ]; } -> {
    trees :: [ Derivation ];   # each holds one folder, for the directory of vendored crates
    config :: String;          # for Cargo's config.toml; names that directory "vendor"
  }
  ```

  # Example

  ```nix
  (vendorGit { lockPath = "Cargo.lock"; packages = [ { name = "sample"; version = "1.0.0"; source = "git+https://example.org/sample?tag=v1#0f3c…"; } ]; }).config
  => ''
    [source."git+https://example.org/sample?tag=v1"]
    git = "https://example.org/sample"
    tag = "v1"
    replace-with = "git-0f3c…"
    …
  ''
  ```
*/
{
  fail,
  fetchGit ? builtins.fetchGit,
  filesOf,
  gitCrate,
  gitSource,
  toolchain,
  toToml,
}:
{ lockPath, packages }:
let
  inherit (builtins)
    attrNames
    attrValues
    concatStringsSep
    filter
    groupBy
    head
    listToAttrs
    mapAttrs
    toJSON
    ;

  located = map (package: package // { git = gitSource package.source; }) packages;
  # One tree per commit, however the manifests name its repository.
  byCommit = groupBy (package: package.git.rev) located;
  folder = git: "git-${git.rev}";

  # Cargo ignores export-ignore and fetches submodules, and so does Nix with `submodules`. A locked
  # commit may be on no branch any more: look at every ref.
  repositoryOf =
    git:
    builtins.addErrorContext "wheelpin: while fetching commit ${git.rev} of the git dependency ${git.url} (${lockPath})"
      (fetchGit {
        inherit (git) url rev;
        allRefs = true;
        submodules = true;
      }).outPath;

  tree =
    members:
    let
      inherit (head members) git;
      repository = repositoryOf git;
      files = filesOf repository;
      # The same crate once, though two sources may name it.
      crates = attrValues (
        listToAttrs (
          map (package: {
            name = "${package.name}-${package.version}";
            value = package;
          }) members
        )
      );
      find =
        package:
        let
          crate = gitCrate {
            inherit repository files;
            inherit (package) name version;
          };
        in
        if crate == null then
          fail {
            file = lockPath;
            mistake = "the git dependency ${package.name} ${package.version} is not in ${git.url} at ${git.rev}";
            remedy = [
              "Let Cargo look for it again:"
              ""
              "  cargo update -p ${package.name}"
            ];
          }
        else
          crate;
      found = map find crates;
      changed = filter (crate: crate.manifest != null) found;
      pathOf = crate: if crate.directory == "" then "." else crate.directory;
    in
    toolchain.run {
      name = "wheelpin-vendor-${folder git}";
      script = ./vendor-git.sh;
      folder = folder git;
      inherit repository;
      names = map (package: "${package.name}-${package.version}") crates;
      directories = concatStringsSep "\n" (map pathOf found);
      changed = concatStringsSep "\n" (map pathOf changed);
      manifests = map (crate: builtins.toFile "Cargo.toml" (toToml crate.manifest)) changed;
    };

  replacement =
    git:
    concatStringsSep "\n" (
      [
        "[source.${toJSON git.id}]"
        "git = ${toJSON git.url}"
      ]
      ++ attrValues (mapAttrs (name: value: "${name} = ${toJSON value}") git.reference)
      ++ [
        "replace-with = ${toJSON (folder git)}"
        ""
      ]
    );
  directorySource = git: ''
    [source.${toJSON (folder git)}]
    directory = "vendor/${folder git}"
  '';
  unique = texts: attrNames (listToAttrs (map (name: { inherit name; value = null; }) texts));
in
{
  trees = map tree (attrValues byCommit);
  config = concatStringsSep "\n" (
    unique (map (package: replacement package.git) located)
    ++ unique (map (package: directorySource package.git) located)
  );
}
