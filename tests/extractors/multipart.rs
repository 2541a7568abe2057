//! The parts of a form with files come one after the other, and nothing is kept that is not asked for.

use std::{
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use onionskin::{
    Body, BodyError, FromRequest, IntoResponse, Multipart, MultipartError, Request, RequestExt,
};

use super::{post, refusal};
use crate::mutations::Mutations;

const KIND: &str = "multipart/form-data; boundary=----WebKitFormBoundaryAbC";
const BOUNDARY: &str = "----WebKitFormBoundaryAbC";

fn part(head: &str, value: &str) -> String {
    format!("--{BOUNDARY}\r\n{head}\r\n\r\n{value}\r\n")
}

fn field(name: &str, value: &str) -> String {
    part(
        &format!("Content-Disposition: form-data; name=\"{name}\""),
        value,
    )
}

fn file(name: &str, value: &str) -> String {
    let head = format!(
        "Content-Disposition: form-data; name=\"{name}\"; filename=\"../a.png\"\r\n\
         Content-Type: image/png"
    );
    part(&head, value)
}

fn form(parts: &[String]) -> String {
    format!("{}--{BOUNDARY}--\r\n", parts.concat())
}

async fn open(request: &mut Request) -> Multipart {
    Multipart::from_request(request).await.unwrap()
}

async fn open_form(parts: &[String]) -> Multipart {
    open(&mut post(KIND, form(parts))).await
}

/// Reads every part, and gives their names and lengths.
async fn read(form: &mut Multipart) -> Result<Vec<(String, usize)>, MultipartError> {
    let mut read = Vec::new();
    while let Some(mut part) = form.next_part().await? {
        let mut length = 0;
        while let Some(chunk) = part.chunk().await? {
            length += chunk.len();
        }
        read.push((part.name().to_owned(), length));
    }
    Ok(read)
}

fn status(error: MultipartError) -> u16 {
    error.into_response().status().as_u16()
}

#[tokio::test]
async fn fields_and_files_come_in_their_order() {
    let mut form = open_form(&[field("title", "grün"), file("photo", "12345")]).await;
    let title = form.next_part().await.unwrap().unwrap();
    assert_eq!((title.name(), title.is_file()), ("title", false));
    assert_eq!((title.file_name(), title.content_type()), (None, None));
    assert_eq!(title.text().await.unwrap(), "grün");
    let photo = form.next_part().await.unwrap().unwrap();
    assert_eq!((photo.name(), photo.is_file()), ("photo", true));
    assert_eq!(photo.file_name(), Some("../a.png"));
    assert_eq!(photo.content_type(), Some("image/png"));
    assert_eq!(photo.headers().len(), 2);
    assert_eq!(photo.bytes().await.unwrap(), "12345");
    assert!(form.next_part().await.unwrap().is_none());
    assert!(form.next_part().await.unwrap().is_none());
}

#[tokio::test]
async fn what_is_not_read_is_skipped() {
    let large = "x".repeat(100_000);
    let mut form = open_form(&[file("a", &large), field("b", "1"), file("c", &large)]).await;
    let mut names = Vec::new();
    while let Some(part) = form.next_part().await.unwrap() {
        names.push(part.name().to_owned());
    }
    assert_eq!(names, ["a", "b", "c"]);
}

#[tokio::test]
async fn a_form_reads_the_same_however_it_is_cut() {
    let text = form(&[field("a", "1\r\n--"), file("b", &"\r\n".repeat(9000))]);
    for size in [1, 7, 100, 8192, 1 << 20] {
        let pieces: Vec<_> = text
            .as_bytes()
            .chunks(size)
            .map(|piece| Ok::<_, Infallible>(piece.to_vec()))
            .collect();
        let mut request = post(KIND, Body::from_stream(stream::iter(pieces)));
        let parts = read(&mut open(&mut request).await).await.unwrap();
        assert_eq!(
            parts,
            [("a".to_owned(), 5), ("b".to_owned(), 18_000)],
            "{size}"
        );
    }
}

#[tokio::test]
async fn an_upload_is_read_only_as_fast_as_it_is_taken() {
    let given = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&given);
    let piece = Bytes::from(vec![b'x'; 8192]);
    let pieces = stream::iter((0..1000).map(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        Ok::<_, Infallible>(piece.clone())
    }));
    let head = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"a\"; filename=\"f\"\r\n\r\n"
    );
    let first = stream::once(async { Ok(Bytes::from(head)) });
    let mut request = post(KIND, Body::from_stream(Box::pin(first.chain(pieces))));
    request.set_body_limit(usize::MAX);
    let mut form = open(&mut request).await;
    let mut upload = form.next_part().await.unwrap().unwrap();
    for _ in 0..10 {
        upload.chunk().await.unwrap().unwrap();
    }
    let given = given.load(Ordering::Relaxed);
    assert!(given < 20, "{given} pieces were read");
}

#[tokio::test]
async fn another_content_type_is_a_415_and_a_bad_boundary_a_400() {
    for kind in [
        "",
        "multipart/mixed; boundary=b",
        "multipart/form-dataX; boundary=b",
        "application/x-www-form-urlencoded",
    ] {
        assert_eq!(refusal::<Multipart>(post(kind, "")).await.0, 415, "{kind}");
    }
    let long = format!("multipart/form-data; boundary={}", "b".repeat(71));
    for kind in [
        "multipart/form-data",
        "multipart/form-data; boundary=",
        &long,
    ] {
        assert_eq!(refusal::<Multipart>(post(kind, "")).await.0, 400, "{kind}");
    }
    let mut taken = post(KIND, form(&[]));
    drop(taken.body_mut().take());
    let error = Multipart::from_request(&mut taken).await.unwrap_err();
    assert!(matches!(error, MultipartError::Body(BodyError::Taken)));
}

#[tokio::test]
async fn a_form_over_the_limit_is_a_413_announced_or_not() {
    let text = form(&[file("a", &"x".repeat(5000))]);
    let mut announced = post(KIND, text.clone());
    announced.set_body_limit(4000);
    let length = text.len().to_string().parse().unwrap();
    announced.headers_mut().insert("content-length", length);
    assert_eq!(refusal::<Multipart>(announced).await.0, 413);

    let pieces = stream::iter([Ok::<_, Infallible>(text)]);
    let mut streamed = post(KIND, Body::from_stream(pieces));
    streamed.set_body_limit(4000);
    let error = read(&mut open(&mut streamed).await).await.unwrap_err();
    assert!(matches!(
        error,
        MultipartError::Body(BodyError::TooLarge { limit: 4000 })
    ));
    assert_eq!(status(error), 413);
}

#[tokio::test]
async fn a_part_over_its_limit_is_a_413() {
    let parts = [field("a", &"x".repeat(101)), file("b", &"x".repeat(201))];
    let form = || open_form(&parts);
    let fits = form().await.max_field_bytes(101).max_file_bytes(201);
    assert_eq!(read(&mut { fits }).await.unwrap().len(), 2);
    for (mut form, most) in [
        (form().await.max_field_bytes(100), 100),
        (form().await.max_file_bytes(200), 200),
    ] {
        let error = read(&mut form).await.unwrap_err();
        assert!(matches!(error, MultipartError::PartTooLarge { limit } if limit == most));
        assert_eq!(status(error), 413);
    }
    let large = [field("a", &"x".repeat(1024 * 1024 + 1))];
    assert_eq!(
        status(read(&mut open_form(&large).await).await.unwrap_err()),
        413
    );
}

#[tokio::test]
async fn too_many_parts_are_a_400() {
    let parts = [field("a", ""), file("b", ""), field("c", ""), file("d", "")];
    let form = || open_form(&parts);
    assert_eq!(
        read(&mut form().await.max_fields(2).max_files(2))
            .await
            .unwrap()
            .len(),
        4
    );
    for mut form in [form().await.max_fields(1), form().await.max_files(1)] {
        let error = read(&mut form).await.unwrap_err();
        assert!(matches!(error, MultipartError::TooManyParts { limit: 1 }));
        assert_eq!(status(error), 400);
    }
    for part in [field("a", ""), file("a", "")] {
        let many = vec![part; 1001];
        assert_eq!(
            status(read(&mut open_form(&many).await).await.unwrap_err()),
            400
        );
    }
}

#[tokio::test]
async fn the_head_of_a_part_and_what_is_before_the_first_have_an_end() {
    let long = |length| part(&format!("X-Long: {}", "x".repeat(length)), "");
    let named = "Content-Disposition: form-data; name=\"a\"\r\nX-Long: ";
    let mut fits = open_form(&[part(&format!("{named}{}", "x".repeat(8000)), "1")]).await;
    assert_eq!(read(&mut fits).await.unwrap().len(), 1);
    let preamble = format!("{}\r\n{}", "x".repeat(100_000), form(&[field("a", "1")]));
    for body in [form(&[field("a", "1"), long(100_000)]), preamble] {
        let error = read(&mut open(&mut post(KIND, body)).await)
            .await
            .unwrap_err();
        assert!(matches!(error, MultipartError::Malformed(_)), "{error:?}");
        assert_eq!(status(error), 400);
    }
}

#[tokio::test]
async fn what_is_malformed_or_breaks_off_is_a_400() {
    let whole = form(&[field("a", "1"), file("b", "22")]);
    for body in [
        String::new(),
        "nothing of the kind".to_owned(),
        whole[..whole.len() / 2].to_owned(),
        whole.replace("\r\n\r\n", "\r\n"),
        form(&[part("Content-Disposition: form-data", "1")]),
        form(&[part("Content-Type: text/plain", "1")]),
        form(&[part("no header", "1")]),
    ] {
        let error = read(&mut open(&mut post(KIND, body.clone())).await).await;
        let error = error.expect_err(&body);
        assert!(matches!(error, MultipartError::Malformed(_)), "{body}");
        assert_eq!(status(error), 400);
    }
    let broken = stream::iter([Ok(field("a", "1")), Err(std::io::Error::other("gone"))]);
    let mut request = post(KIND, Body::from_stream(broken));
    let error = read(&mut open(&mut request).await).await.unwrap_err();
    assert!(matches!(error, MultipartError::Body(BodyError::Broken(_))));
    assert_eq!(status(error), 400);

    let mut latin = form(&[field("a", "x")]).into_bytes();
    let at = latin.windows(5).position(|it| it == b"\r\n\r\nx").unwrap() + 4;
    latin[at] = 0xFF;
    let mut form = open(&mut post(KIND, latin)).await;
    let part = form.next_part().await.unwrap().unwrap();
    let error = part.text().await.unwrap_err();
    assert!(matches!(error, MultipartError::NotUtf8(_)));
    assert_eq!(status(error), 400);
}

#[tokio::test]
async fn no_form_brings_it_down() {
    // A header cannot hold the ends of lines, so they travel as something else.
    let whole = form(&[field("a", "1"), file("b", "22")]).replace("\r\n", "\u{a7}");
    let mut read_whole = 0;
    for value in Mutations::of(&[&whole], "-\"\u{a7};=: abf").take(2000) {
        let text = String::from_utf8_lossy(value.as_bytes()).replace('\u{a7}', "\r\n");
        let length = text.len();
        match read(&mut open(&mut post(KIND, text)).await).await {
            Ok(parts) => {
                assert!(parts.iter().map(|(_, bytes)| bytes).sum::<usize>() < length);
                read_whole += 1;
            }
            Err(error) => assert!([400, 413].contains(&status(error))),
        }
    }
    assert!(read_whole > 50, "the seeds themselves are read");
}
