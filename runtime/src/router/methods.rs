//! Methods: which service each method of one path leads to.

use http::{HeaderValue, Method};

/// The methods of one path.
#[derive(Debug)]
pub(super) struct Methods {
    /// Where GET leads, which is asked for more often than all others.
    get: Option<usize>,
    services: Vec<(Method, usize)>,
    any: Option<usize>,
    allow: HeaderValue,
}

impl Default for Methods {
    fn default() -> Self {
        Self {
            get: None,
            services: Vec::new(),
            any: None,
            allow: HeaderValue::from_static("OPTIONS"),
        }
    }
}

/// Where a method leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Leads<'t> {
    To(usize),
    Options(&'t HeaderValue),
    Nowhere(&'t HeaderValue),
}

impl Methods {
    /// Leads a method, or all of them, to a service; gives back whether it was free.
    pub(super) fn insert(&mut self, method: Option<Method>, service: usize) -> bool {
        let free = match &method {
            Some(method) => self.get(method).is_none(),
            None => self.any.is_none(),
        };
        match method {
            Some(method) => self.services.push((method, service)),
            None => self.any = Some(service),
        }
        self.get = self.get(&Method::GET);
        self.allow = self.allowed();
        free
    }

    #[inline]
    pub(super) fn find(&self, method: &Method) -> Leads<'_> {
        match self.get {
            Some(service) if *method == Method::GET => Leads::To(service),
            _ => self.find_other(method),
        }
    }

    #[inline(never)]
    fn find_other(&self, method: &Method) -> Leads<'_> {
        if let Some(service) = self.get(method).or_else(|| self.head(method)).or(self.any) {
            Leads::To(service)
        } else if *method == Method::OPTIONS {
            Leads::Options(&self.allow)
        } else {
            Leads::Nowhere(&self.allow)
        }
    }

    fn get(&self, method: &Method) -> Option<usize> {
        self.services
            .iter()
            .find(|(known, _)| known == method)
            .map(|(_, service)| *service)
    }

    /// HEAD is GET without the body, which the application drops at the end.
    fn head(&self, method: &Method) -> Option<usize> {
        self.get.filter(|_| *method == Method::HEAD)
    }

    fn allowed(&self) -> HeaderValue {
        let mut names: Vec<&str> = self
            .services
            .iter()
            .map(|(method, _)| method.as_str())
            .collect();
        if names.contains(&"GET") && !names.contains(&"HEAD") {
            names.push("HEAD");
        }
        if !names.contains(&"OPTIONS") {
            names.push("OPTIONS");
        }
        // Methods are tokens, so their list is a header value.
        HeaderValue::from_str(&names.join(", ")).unwrap_or(HeaderValue::from_static("OPTIONS"))
    }
}
