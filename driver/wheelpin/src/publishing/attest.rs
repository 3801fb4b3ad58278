use std::sync::Arc;

use wheelpin_attest::{
    Attestation, Kind, Policy, Provenance, Services, Signer, Statement, read, verify, write,
};
use wheelpin_publish::{Distribution, TokenSource};

use crate::error::Error;

/// Whom identity tokens for Sigstore are for.
const AUDIENCE: &str = "sigstore";
/// Statements that are signed before any of them is written: what an interruption loses.
const AT_ONCE: usize = 16;

/// Attestations of files, by whoever publishes them.
pub(crate) struct Attesting {
    source: Arc<dyn TokenSource>,
    services: Services,
}

impl Attesting {
    pub(crate) fn new(source: Arc<dyn TokenSource>, services: Services) -> Self {
        Self { source, services }
    }

    /// Attests files, and writes the attestations beside them. Those that are there, of these
    /// bytes and to be believed, stay. Gives for each file what an index takes, a JSON array.
    pub(crate) async fn attest(
        &self,
        files: &[&Distribution],
        provenance: &dyn Fn(&Distribution) -> Option<Provenance>,
        mut on_file: impl FnMut(&Distribution) -> Result<(), Error>,
    ) -> Result<Vec<String>, Error> {
        wheelpin_attest::install();
        // By file, then kind: what is there, and what is missing.
        let mut attestations: Vec<Vec<Option<Attestation>>> = Vec::new();
        let mut missing = Vec::new();
        for (number, file) in files.iter().enumerate() {
            let mut wanted = vec![Statement::publish(&file.file_name, &file.sha256)?];
            if let Some(provenance) = provenance(file) {
                wanted.push(Statement::provenance(&file.file_name, &file.sha256, &provenance)?);
            }
            // What cannot be read is made anew.
            let there = read(&file.path).unwrap_or_default();
            let mut known = Vec::new();
            for statement in wanted {
                let found = there.iter().find(|it| self.is_of(it, file, statement.kind()));
                known.push(found.cloned());
                if found.is_none() {
                    missing.push((number, known.len() - 1, statement));
                }
            }
            attestations.push(known);
        }
        let mut signer = None;
        for some in missing.chunks(AT_ONCE) {
            let statements: Vec<Statement> = some.iter().map(|(_, _, it)| it.clone()).collect();
            let signed = self.sign(&mut signer, &statements).await?;
            for ((number, kind, _), made) in some.iter().zip(signed) {
                if let Some(file) = files.get(*number) {
                    write(&file.path, &made)?;
                }
                if let Some(place) = attestations.get_mut(*number).and_then(|it| it.get_mut(*kind))
                {
                    *place = Some(made);
                }
            }
        }
        let mut fields = Vec::new();
        for (file, attestations) in files.iter().zip(attestations) {
            let attestations: Vec<Attestation> = attestations.into_iter().flatten().collect();
            fields.push(Attestation::form_field(&attestations)?);
            on_file(file)?;
        }
        Ok(fields)
    }

    /// Whether an attestation that was made before is one of a file's as it is.
    fn is_of(&self, known: &Attestation, file: &Distribution, kind: Kind) -> bool {
        let is_kind = known.statement().is_ok_and(|statement| statement.kind() == kind);
        let root = self.services.trust_root();
        is_kind && verify(known, &file.file_name, &file.sha256, root, &Policy::any()).is_ok()
    }

    /// Signs, with another identity where the one before is over.
    async fn sign(
        &self,
        signer: &mut Option<Signer>,
        statements: &[Statement],
    ) -> Result<Vec<Attestation>, Error> {
        if let Some(signer) = signer.as_ref() {
            match signer.sign_all(statements).await {
                Err(wheelpin_attest::Error::Expired) if self.source.renewable() => {}
                signed => return Ok(signed?),
            }
        }
        let token = self.source.token(AUDIENCE).await?;
        let token = token.ok_or(Error::NobodyAttests)?;
        let new = Signer::new(&self.services, token.secret().expose())?;
        let signed = new.sign_all(statements).await?;
        *signer = Some(new);
        Ok(signed)
    }
}
