//! Twenty stages over a hundred and twenty routes, each with a handler of its own.

use onionskin::{TestClient, prelude::*};

struct Config(u8);
struct User(String);

#[provider]
fn user(req: &Request) -> User {
    User(req.header("x-name").unwrap_or("nobody").to_owned())
}

struct Layer<const N: usize>;

#[middleware]
impl<const N: usize> Layer<N> {
    async fn handle(&self, req: &mut Request, next: impl Next) -> Response {
        next.run(req).await
    }
}

macro_rules! handlers {
    ($($name:ident)*) => {$(
        #[handler]
        async fn $name(user: &User, config: &Config) -> String {
            format!("{} {} {}", stringify!($name), user.0, config.0)
        }
    )*};
}

handlers! {
    h0 h1 h2 h3 h4 h5 h6 h7 h8 h9 h10 h11 h12 h13 h14
    h15 h16 h17 h18 h19 h20 h21 h22 h23 h24 h25 h26 h27 h28 h29
    h30 h31 h32 h33 h34 h35 h36 h37 h38 h39 h40 h41 h42 h43 h44
    h45 h46 h47 h48 h49 h50 h51 h52 h53 h54 h55 h56 h57 h58 h59
    h60 h61 h62 h63 h64 h65 h66 h67 h68 h69 h70 h71 h72 h73 h74
    h75 h76 h77 h78 h79 h80 h81 h82 h83 h84 h85 h86 h87 h88 h89
    h90 h91 h92 h93 h94 h95 h96 h97 h98 h99 h100 h101 h102 h103 h104
    h105 h106 h107 h108 h109 h110 h111 h112 h113 h114 h115 h116 h117 h118 h119
}

#[tokio::test]
async fn each_of_many_routes_has_its_own_handler_under_many_stages() {
    let client = TestClient::new(middleware_stack! {
        provide Config(7);
        user,
        Layer::<1>, Layer::<2>, Layer::<3>, Layer::<4>, Layer::<5>, Layer::<6>, Layer::<7>, Layer::<8>,
        Layer::<9>, Layer::<10>, Layer::<11>, Layer::<12>, Layer::<13>, Layer::<14>, Layer::<15>, Layer::<16>,
        Layer::<17>, Layer::<18>, Layer::<19>,
        => routes {
            GET "/0" => h0, GET "/1" => h1, GET "/2" => h2, GET "/3" => h3,
            GET "/4" => h4, GET "/5" => h5, GET "/6" => h6, GET "/7" => h7,
            GET "/8" => h8, GET "/9" => h9, GET "/10" => h10, GET "/11" => h11,
            GET "/12" => h12, GET "/13" => h13, GET "/14" => h14, GET "/15" => h15,
            GET "/16" => h16, GET "/17" => h17, GET "/18" => h18, GET "/19" => h19,
            GET "/20" => h20, GET "/21" => h21, GET "/22" => h22, GET "/23" => h23,
            GET "/24" => h24, GET "/25" => h25, GET "/26" => h26, GET "/27" => h27,
            GET "/28" => h28, GET "/29" => h29, GET "/30" => h30, GET "/31" => h31,
            GET "/32" => h32, GET "/33" => h33, GET "/34" => h34, GET "/35" => h35,
            GET "/36" => h36, GET "/37" => h37, GET "/38" => h38, GET "/39" => h39,
            GET "/40" => h40, GET "/41" => h41, GET "/42" => h42, GET "/43" => h43,
            GET "/44" => h44, GET "/45" => h45, GET "/46" => h46, GET "/47" => h47,
            GET "/48" => h48, GET "/49" => h49, GET "/50" => h50, GET "/51" => h51,
            GET "/52" => h52, GET "/53" => h53, GET "/54" => h54, GET "/55" => h55,
            GET "/56" => h56, GET "/57" => h57, GET "/58" => h58, GET "/59" => h59,
            GET "/60" => h60, GET "/61" => h61, GET "/62" => h62, GET "/63" => h63,
            GET "/64" => h64, GET "/65" => h65, GET "/66" => h66, GET "/67" => h67,
            GET "/68" => h68, GET "/69" => h69, GET "/70" => h70, GET "/71" => h71,
            GET "/72" => h72, GET "/73" => h73, GET "/74" => h74, GET "/75" => h75,
            GET "/76" => h76, GET "/77" => h77, GET "/78" => h78, GET "/79" => h79,
            GET "/80" => h80, GET "/81" => h81, GET "/82" => h82, GET "/83" => h83,
            GET "/84" => h84, GET "/85" => h85, GET "/86" => h86, GET "/87" => h87,
            GET "/88" => h88, GET "/89" => h89, GET "/90" => h90, GET "/91" => h91,
            GET "/92" => h92, GET "/93" => h93, GET "/94" => h94, GET "/95" => h95,
            GET "/96" => h96, GET "/97" => h97, GET "/98" => h98, GET "/99" => h99,
            GET "/100" => h100, GET "/101" => h101, GET "/102" => h102, GET "/103" => h103,
            GET "/104" => h104, GET "/105" => h105, GET "/106" => h106, GET "/107" => h107,
            GET "/108" => h108, GET "/109" => h109, GET "/110" => h110, GET "/111" => h111,
            GET "/112" => h112, GET "/113" => h113, GET "/114" => h114, GET "/115" => h115,
            GET "/116" => h116, GET "/117" => h117, GET "/118" => h118, GET "/119" => h119,
        }
    });
    for number in 0..120 {
        let res = client
            .get(&format!("/{number}"))
            .header("x-name", "ann")
            .await;
        assert_eq!(res.text().await, format!("h{number} ann 7"));
    }
}
