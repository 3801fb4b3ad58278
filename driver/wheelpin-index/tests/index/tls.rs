use reqwest::{Certificate, Client};
use wheelpin_index::{Server, Settings, TlsSettings, WrongCertificate};

use crate::support::{Upload, provider, settings};

fn trusting(server: &Server) -> Client {
    provider();
    let authority = Certificate::from_pem(server.authority_pem().unwrap().as_bytes()).unwrap();
    Client::builder().tls_certs_only([authority]).no_proxy().build().unwrap()
}

async fn start(tls: TlsSettings) -> Server {
    Server::start(Settings { tls: Some(tls), ..settings() }).await.unwrap()
}

#[tokio::test]
async fn http_2_is_spoken_over_tls() {
    let server = start(TlsSettings::default()).await;
    assert!(server.index_url().starts_with("https://localhost:"));
    let client = trusting(&server);
    let request = client.post(server.upload_url()).bearer_auth(crate::support::TOKEN);
    let answer = request.multipart(Upload::sample().form()).send().await.unwrap();
    assert_eq!((answer.status().as_u16(), answer.version()), (200, reqwest::Version::HTTP_2));
    assert_eq!(server.requests()[0].version, "HTTP/2.0");
}

#[tokio::test]
async fn wrong_certificates_are_shown_as_often_as_they_should() {
    for wrong in [WrongCertificate::Name, WrongCertificate::Authority, WrongCertificate::Expired] {
        let server = start(TlsSettings { wrong: Some(wrong), connections: Some(2) }).await;
        let client = trusting(&server);
        for _ in 0..2 {
            let error = client.get(server.index_url()).send().await.unwrap_err();
            assert!(format!("{error:?}").contains("InvalidCertificate"), "{error:?}");
        }
        assert_eq!(client.get(server.index_url()).send().await.unwrap().status(), 200);
    }
    let always = TlsSettings { wrong: Some(WrongCertificate::Name), connections: None };
    let server = start(always).await;
    for _ in 0..3 {
        assert!(trusting(&server).get(server.index_url()).send().await.is_err());
    }
}

#[tokio::test]
async fn the_authority_is_written_to_a_file() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("authority.pem");
    let tls = Some(TlsSettings::default());
    let settings = Settings { tls, authority_file: Some(path.clone()), ..settings() };
    let server = Server::start(settings).await.unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), server.authority_pem().unwrap());
}
