//! Layers: stages that do nothing but run the rest.

use onionskin::{Application, prelude::*};

use crate::hello;

macro_rules! pass {
    ($($name:ident)+) => {$(
        #[middleware]
        async fn $name(req: &mut Request, next: impl Next) -> Response {
            next.run(req).await
        }
    )+};
}

pass! {
    pass_1 pass_2 pass_3 pass_4 pass_5 pass_6 pass_7 pass_8
    pass_9 pass_10 pass_11 pass_12 pass_13 pass_14 pass_15 pass_16
    pass_17 pass_18 pass_19 pass_20 pass_21 pass_22 pass_23 pass_24
    pass_25 pass_26 pass_27 pass_28 pass_29 pass_30 pass_31 pass_32
}

pub(crate) fn one() -> impl Application {
    middleware_stack! {
        pass_1,
        => routes { GET "/" => hello }
    }
}

pub(crate) fn five() -> impl Application {
    middleware_stack! {
        pass_1, pass_2, pass_3, pass_4, pass_5,
        => routes { GET "/" => hello }
    }
}

pub(crate) fn ten() -> impl Application {
    middleware_stack! {
        pass_1, pass_2, pass_3, pass_4, pass_5, pass_6, pass_7, pass_8,
        pass_9, pass_10,
        => routes { GET "/" => hello }
    }
}

pub(crate) fn twenty() -> impl Application {
    middleware_stack! {
        pass_1, pass_2, pass_3, pass_4, pass_5, pass_6, pass_7, pass_8,
        pass_9, pass_10, pass_11, pass_12, pass_13, pass_14, pass_15, pass_16,
        pass_17, pass_18, pass_19, pass_20,
        => routes { GET "/" => hello }
    }
}

pub(crate) fn thirty_two() -> impl Application {
    middleware_stack! {
        pass_1, pass_2, pass_3, pass_4, pass_5, pass_6, pass_7, pass_8,
        pass_9, pass_10, pass_11, pass_12, pass_13, pass_14, pass_15, pass_16,
        pass_17, pass_18, pass_19, pass_20, pass_21, pass_22, pass_23, pass_24,
        pass_25, pass_26, pass_27, pass_28, pass_29, pass_30, pass_31, pass_32,
        => routes { GET "/" => hello }
    }
}
