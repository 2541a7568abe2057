//! Routes: two hundred, each with a handler of its own.

use onionskin::{Application, prelude::*};

macro_rules! answers {
    ($($name:ident $pattern:literal)+) => {$(
        #[handler]
        fn $name() -> &'static str {
            $pattern
        }
    )+};
}

answers! {
    route_0 "/api/accounts"
    route_1 "/api/accounts/{id}"
    route_2 "/api/accounts/{id}/history"
    route_3 "/api/accounts/{id}/items/{item}"
    route_4 "/reports/accounts/monthly"
    route_5 "/api/addresses"
    route_6 "/api/addresses/{id}"
    route_7 "/api/addresses/{id}/history"
    route_8 "/api/addresses/{id}/items/{item}"
    route_9 "/reports/addresses/monthly"
    route_10 "/api/articles"
    route_11 "/api/articles/{id}"
    route_12 "/api/articles/{id}/history"
    route_13 "/api/articles/{id}/items/{item}"
    route_14 "/reports/articles/monthly"
    route_15 "/api/audits"
    route_16 "/api/audits/{id}"
    route_17 "/api/audits/{id}/history"
    route_18 "/api/audits/{id}/items/{item}"
    route_19 "/reports/audits/monthly"
    route_20 "/api/baskets"
    route_21 "/api/baskets/{id}"
    route_22 "/api/baskets/{id}/history"
    route_23 "/api/baskets/{id}/items/{item}"
    route_24 "/reports/baskets/monthly"
    route_25 "/api/brands"
    route_26 "/api/brands/{id}"
    route_27 "/api/brands/{id}/history"
    route_28 "/api/brands/{id}/items/{item}"
    route_29 "/reports/brands/monthly"
    route_30 "/api/campaigns"
    route_31 "/api/campaigns/{id}"
    route_32 "/api/campaigns/{id}/history"
    route_33 "/api/campaigns/{id}/items/{item}"
    route_34 "/reports/campaigns/monthly"
    route_35 "/api/carts"
    route_36 "/api/carts/{id}"
    route_37 "/api/carts/{id}/history"
    route_38 "/api/carts/{id}/items/{item}"
    route_39 "/reports/carts/monthly"
    route_40 "/api/categories"
    route_41 "/api/categories/{id}"
    route_42 "/api/categories/{id}/history"
    route_43 "/api/categories/{id}/items/{item}"
    route_44 "/reports/categories/monthly"
    route_45 "/api/channels"
    route_46 "/api/channels/{id}"
    route_47 "/api/channels/{id}/history"
    route_48 "/api/channels/{id}/items/{item}"
    route_49 "/reports/channels/monthly"
    route_50 "/api/comments"
    route_51 "/api/comments/{id}"
    route_52 "/api/comments/{id}/history"
    route_53 "/api/comments/{id}/items/{item}"
    route_54 "/reports/comments/monthly"
    route_55 "/api/coupons"
    route_56 "/api/coupons/{id}"
    route_57 "/api/coupons/{id}/history"
    route_58 "/api/coupons/{id}/items/{item}"
    route_59 "/reports/coupons/monthly"
    route_60 "/api/customers"
    route_61 "/api/customers/{id}"
    route_62 "/api/customers/{id}/history"
    route_63 "/api/customers/{id}/items/{item}"
    route_64 "/reports/customers/monthly"
    route_65 "/api/deliveries"
    route_66 "/api/deliveries/{id}"
    route_67 "/api/deliveries/{id}/history"
    route_68 "/api/deliveries/{id}/items/{item}"
    route_69 "/reports/deliveries/monthly"
    route_70 "/api/devices"
    route_71 "/api/devices/{id}"
    route_72 "/api/devices/{id}/history"
    route_73 "/api/devices/{id}/items/{item}"
    route_74 "/reports/devices/monthly"
    route_75 "/api/discounts"
    route_76 "/api/discounts/{id}"
    route_77 "/api/discounts/{id}/history"
    route_78 "/api/discounts/{id}/items/{item}"
    route_79 "/reports/discounts/monthly"
    route_80 "/api/events"
    route_81 "/api/events/{id}"
    route_82 "/api/events/{id}/history"
    route_83 "/api/events/{id}/items/{item}"
    route_84 "/reports/events/monthly"
    route_85 "/api/files"
    route_86 "/api/files/{id}"
    route_87 "/api/files/{id}/history"
    route_88 "/api/files/{id}/items/{item}"
    route_89 "/reports/files/monthly"
    route_90 "/api/groups"
    route_91 "/api/groups/{id}"
    route_92 "/api/groups/{id}/history"
    route_93 "/api/groups/{id}/items/{item}"
    route_94 "/reports/groups/monthly"
    route_95 "/api/images"
    route_96 "/api/images/{id}"
    route_97 "/api/images/{id}/history"
    route_98 "/api/images/{id}/items/{item}"
    route_99 "/reports/images/monthly"
    route_100 "/api/invoices"
    route_101 "/api/invoices/{id}"
    route_102 "/api/invoices/{id}/history"
    route_103 "/api/invoices/{id}/items/{item}"
    route_104 "/reports/invoices/monthly"
    route_105 "/api/labels"
    route_106 "/api/labels/{id}"
    route_107 "/api/labels/{id}/history"
    route_108 "/api/labels/{id}/items/{item}"
    route_109 "/reports/labels/monthly"
    route_110 "/api/locations"
    route_111 "/api/locations/{id}"
    route_112 "/api/locations/{id}/history"
    route_113 "/api/locations/{id}/items/{item}"
    route_114 "/reports/locations/monthly"
    route_115 "/api/members"
    route_116 "/api/members/{id}"
    route_117 "/api/members/{id}/history"
    route_118 "/api/members/{id}/items/{item}"
    route_119 "/reports/members/monthly"
    route_120 "/api/messages"
    route_121 "/api/messages/{id}"
    route_122 "/api/messages/{id}/history"
    route_123 "/api/messages/{id}/items/{item}"
    route_124 "/reports/messages/monthly"
    route_125 "/api/notes"
    route_126 "/api/notes/{id}"
    route_127 "/api/notes/{id}/history"
    route_128 "/api/notes/{id}/items/{item}"
    route_129 "/reports/notes/monthly"
    route_130 "/api/offers"
    route_131 "/api/offers/{id}"
    route_132 "/api/offers/{id}/history"
    route_133 "/api/offers/{id}/items/{item}"
    route_134 "/reports/offers/monthly"
    route_135 "/api/orders"
    route_136 "/api/orders/{id}"
    route_137 "/api/orders/{id}/history"
    route_138 "/api/orders/{id}/items/{item}"
    route_139 "/reports/orders/monthly"
    route_140 "/api/pages"
    route_141 "/api/pages/{id}"
    route_142 "/api/pages/{id}/history"
    route_143 "/api/pages/{id}/items/{item}"
    route_144 "/reports/pages/monthly"
    route_145 "/api/payments"
    route_146 "/api/payments/{id}"
    route_147 "/api/payments/{id}/history"
    route_148 "/api/payments/{id}/items/{item}"
    route_149 "/reports/payments/monthly"
    route_150 "/api/prices"
    route_151 "/api/prices/{id}"
    route_152 "/api/prices/{id}/history"
    route_153 "/api/prices/{id}/items/{item}"
    route_154 "/reports/prices/monthly"
    route_155 "/api/products"
    route_156 "/api/products/{id}"
    route_157 "/api/products/{id}/history"
    route_158 "/api/products/{id}/items/{item}"
    route_159 "/reports/products/monthly"
    route_160 "/api/projects"
    route_161 "/api/projects/{id}"
    route_162 "/api/projects/{id}/history"
    route_163 "/api/projects/{id}/items/{item}"
    route_164 "/reports/projects/monthly"
    route_165 "/api/refunds"
    route_166 "/api/refunds/{id}"
    route_167 "/api/refunds/{id}/history"
    route_168 "/api/refunds/{id}/items/{item}"
    route_169 "/reports/refunds/monthly"
    route_170 "/api/reports"
    route_171 "/api/reports/{id}"
    route_172 "/api/reports/{id}/history"
    route_173 "/api/reports/{id}/items/{item}"
    route_174 "/reports/reports/monthly"
    route_175 "/api/reviews"
    route_176 "/api/reviews/{id}"
    route_177 "/api/reviews/{id}/history"
    route_178 "/api/reviews/{id}/items/{item}"
    route_179 "/reports/reviews/monthly"
    route_180 "/api/roles"
    route_181 "/api/roles/{id}"
    route_182 "/api/roles/{id}/history"
    route_183 "/api/roles/{id}/items/{item}"
    route_184 "/reports/roles/monthly"
    route_185 "/api/shipments"
    route_186 "/api/shipments/{id}"
    route_187 "/api/shipments/{id}/history"
    route_188 "/api/shipments/{id}/items/{item}"
    route_189 "/reports/shipments/monthly"
    route_190 "/api/tasks"
    route_191 "/api/tasks/{id}"
    route_192 "/api/tasks/{id}/history"
    route_193 "/api/tasks/{id}/items/{item}"
    route_194 "/reports/tasks/monthly"
    route_195 "/api/users"
    route_196 "/api/users/{id}"
    route_197 "/api/users/{id}/history"
    route_198 "/api/users/{id}/items/{item}"
    route_199 "/reports/users/monthly"
}

pub(crate) fn one() -> impl Application {
    middleware_stack! {
        => routes { GET "/api/accounts" => route_0 }
    }
}

#[expect(clippy::too_many_lines, reason = "a line is a route")]
pub(crate) fn two_hundred() -> impl Application {
    middleware_stack! {
        => routes {
            GET "/api/accounts" => route_0,
            GET "/api/accounts/{id}" => route_1,
            GET "/api/accounts/{id}/history" => route_2,
            GET "/api/accounts/{id}/items/{item}" => route_3,
            GET "/reports/accounts/monthly" => route_4,
            GET "/api/addresses" => route_5,
            GET "/api/addresses/{id}" => route_6,
            GET "/api/addresses/{id}/history" => route_7,
            GET "/api/addresses/{id}/items/{item}" => route_8,
            GET "/reports/addresses/monthly" => route_9,
            GET "/api/articles" => route_10,
            GET "/api/articles/{id}" => route_11,
            GET "/api/articles/{id}/history" => route_12,
            GET "/api/articles/{id}/items/{item}" => route_13,
            GET "/reports/articles/monthly" => route_14,
            GET "/api/audits" => route_15,
            GET "/api/audits/{id}" => route_16,
            GET "/api/audits/{id}/history" => route_17,
            GET "/api/audits/{id}/items/{item}" => route_18,
            GET "/reports/audits/monthly" => route_19,
            GET "/api/baskets" => route_20,
            GET "/api/baskets/{id}" => route_21,
            GET "/api/baskets/{id}/history" => route_22,
            GET "/api/baskets/{id}/items/{item}" => route_23,
            GET "/reports/baskets/monthly" => route_24,
            GET "/api/brands" => route_25,
            GET "/api/brands/{id}" => route_26,
            GET "/api/brands/{id}/history" => route_27,
            GET "/api/brands/{id}/items/{item}" => route_28,
            GET "/reports/brands/monthly" => route_29,
            GET "/api/campaigns" => route_30,
            GET "/api/campaigns/{id}" => route_31,
            GET "/api/campaigns/{id}/history" => route_32,
            GET "/api/campaigns/{id}/items/{item}" => route_33,
            GET "/reports/campaigns/monthly" => route_34,
            GET "/api/carts" => route_35,
            GET "/api/carts/{id}" => route_36,
            GET "/api/carts/{id}/history" => route_37,
            GET "/api/carts/{id}/items/{item}" => route_38,
            GET "/reports/carts/monthly" => route_39,
            GET "/api/categories" => route_40,
            GET "/api/categories/{id}" => route_41,
            GET "/api/categories/{id}/history" => route_42,
            GET "/api/categories/{id}/items/{item}" => route_43,
            GET "/reports/categories/monthly" => route_44,
            GET "/api/channels" => route_45,
            GET "/api/channels/{id}" => route_46,
            GET "/api/channels/{id}/history" => route_47,
            GET "/api/channels/{id}/items/{item}" => route_48,
            GET "/reports/channels/monthly" => route_49,
            GET "/api/comments" => route_50,
            GET "/api/comments/{id}" => route_51,
            GET "/api/comments/{id}/history" => route_52,
            GET "/api/comments/{id}/items/{item}" => route_53,
            GET "/reports/comments/monthly" => route_54,
            GET "/api/coupons" => route_55,
            GET "/api/coupons/{id}" => route_56,
            GET "/api/coupons/{id}/history" => route_57,
            GET "/api/coupons/{id}/items/{item}" => route_58,
            GET "/reports/coupons/monthly" => route_59,
            GET "/api/customers" => route_60,
            GET "/api/customers/{id}" => route_61,
            GET "/api/customers/{id}/history" => route_62,
            GET "/api/customers/{id}/items/{item}" => route_63,
            GET "/reports/customers/monthly" => route_64,
            GET "/api/deliveries" => route_65,
            GET "/api/deliveries/{id}" => route_66,
            GET "/api/deliveries/{id}/history" => route_67,
            GET "/api/deliveries/{id}/items/{item}" => route_68,
            GET "/reports/deliveries/monthly" => route_69,
            GET "/api/devices" => route_70,
            GET "/api/devices/{id}" => route_71,
            GET "/api/devices/{id}/history" => route_72,
            GET "/api/devices/{id}/items/{item}" => route_73,
            GET "/reports/devices/monthly" => route_74,
            GET "/api/discounts" => route_75,
            GET "/api/discounts/{id}" => route_76,
            GET "/api/discounts/{id}/history" => route_77,
            GET "/api/discounts/{id}/items/{item}" => route_78,
            GET "/reports/discounts/monthly" => route_79,
            GET "/api/events" => route_80,
            GET "/api/events/{id}" => route_81,
            GET "/api/events/{id}/history" => route_82,
            GET "/api/events/{id}/items/{item}" => route_83,
            GET "/reports/events/monthly" => route_84,
            GET "/api/files" => route_85,
            GET "/api/files/{id}" => route_86,
            GET "/api/files/{id}/history" => route_87,
            GET "/api/files/{id}/items/{item}" => route_88,
            GET "/reports/files/monthly" => route_89,
            GET "/api/groups" => route_90,
            GET "/api/groups/{id}" => route_91,
            GET "/api/groups/{id}/history" => route_92,
            GET "/api/groups/{id}/items/{item}" => route_93,
            GET "/reports/groups/monthly" => route_94,
            GET "/api/images" => route_95,
            GET "/api/images/{id}" => route_96,
            GET "/api/images/{id}/history" => route_97,
            GET "/api/images/{id}/items/{item}" => route_98,
            GET "/reports/images/monthly" => route_99,
            GET "/api/invoices" => route_100,
            GET "/api/invoices/{id}" => route_101,
            GET "/api/invoices/{id}/history" => route_102,
            GET "/api/invoices/{id}/items/{item}" => route_103,
            GET "/reports/invoices/monthly" => route_104,
            GET "/api/labels" => route_105,
            GET "/api/labels/{id}" => route_106,
            GET "/api/labels/{id}/history" => route_107,
            GET "/api/labels/{id}/items/{item}" => route_108,
            GET "/reports/labels/monthly" => route_109,
            GET "/api/locations" => route_110,
            GET "/api/locations/{id}" => route_111,
            GET "/api/locations/{id}/history" => route_112,
            GET "/api/locations/{id}/items/{item}" => route_113,
            GET "/reports/locations/monthly" => route_114,
            GET "/api/members" => route_115,
            GET "/api/members/{id}" => route_116,
            GET "/api/members/{id}/history" => route_117,
            GET "/api/members/{id}/items/{item}" => route_118,
            GET "/reports/members/monthly" => route_119,
            GET "/api/messages" => route_120,
            GET "/api/messages/{id}" => route_121,
            GET "/api/messages/{id}/history" => route_122,
            GET "/api/messages/{id}/items/{item}" => route_123,
            GET "/reports/messages/monthly" => route_124,
            GET "/api/notes" => route_125,
            GET "/api/notes/{id}" => route_126,
            GET "/api/notes/{id}/history" => route_127,
            GET "/api/notes/{id}/items/{item}" => route_128,
            GET "/reports/notes/monthly" => route_129,
            GET "/api/offers" => route_130,
            GET "/api/offers/{id}" => route_131,
            GET "/api/offers/{id}/history" => route_132,
            GET "/api/offers/{id}/items/{item}" => route_133,
            GET "/reports/offers/monthly" => route_134,
            GET "/api/orders" => route_135,
            GET "/api/orders/{id}" => route_136,
            GET "/api/orders/{id}/history" => route_137,
            GET "/api/orders/{id}/items/{item}" => route_138,
            GET "/reports/orders/monthly" => route_139,
            GET "/api/pages" => route_140,
            GET "/api/pages/{id}" => route_141,
            GET "/api/pages/{id}/history" => route_142,
            GET "/api/pages/{id}/items/{item}" => route_143,
            GET "/reports/pages/monthly" => route_144,
            GET "/api/payments" => route_145,
            GET "/api/payments/{id}" => route_146,
            GET "/api/payments/{id}/history" => route_147,
            GET "/api/payments/{id}/items/{item}" => route_148,
            GET "/reports/payments/monthly" => route_149,
            GET "/api/prices" => route_150,
            GET "/api/prices/{id}" => route_151,
            GET "/api/prices/{id}/history" => route_152,
            GET "/api/prices/{id}/items/{item}" => route_153,
            GET "/reports/prices/monthly" => route_154,
            GET "/api/products" => route_155,
            GET "/api/products/{id}" => route_156,
            GET "/api/products/{id}/history" => route_157,
            GET "/api/products/{id}/items/{item}" => route_158,
            GET "/reports/products/monthly" => route_159,
            GET "/api/projects" => route_160,
            GET "/api/projects/{id}" => route_161,
            GET "/api/projects/{id}/history" => route_162,
            GET "/api/projects/{id}/items/{item}" => route_163,
            GET "/reports/projects/monthly" => route_164,
            GET "/api/refunds" => route_165,
            GET "/api/refunds/{id}" => route_166,
            GET "/api/refunds/{id}/history" => route_167,
            GET "/api/refunds/{id}/items/{item}" => route_168,
            GET "/reports/refunds/monthly" => route_169,
            GET "/api/reports" => route_170,
            GET "/api/reports/{id}" => route_171,
            GET "/api/reports/{id}/history" => route_172,
            GET "/api/reports/{id}/items/{item}" => route_173,
            GET "/reports/reports/monthly" => route_174,
            GET "/api/reviews" => route_175,
            GET "/api/reviews/{id}" => route_176,
            GET "/api/reviews/{id}/history" => route_177,
            GET "/api/reviews/{id}/items/{item}" => route_178,
            GET "/reports/reviews/monthly" => route_179,
            GET "/api/roles" => route_180,
            GET "/api/roles/{id}" => route_181,
            GET "/api/roles/{id}/history" => route_182,
            GET "/api/roles/{id}/items/{item}" => route_183,
            GET "/reports/roles/monthly" => route_184,
            GET "/api/shipments" => route_185,
            GET "/api/shipments/{id}" => route_186,
            GET "/api/shipments/{id}/history" => route_187,
            GET "/api/shipments/{id}/items/{item}" => route_188,
            GET "/reports/shipments/monthly" => route_189,
            GET "/api/tasks" => route_190,
            GET "/api/tasks/{id}" => route_191,
            GET "/api/tasks/{id}/history" => route_192,
            GET "/api/tasks/{id}/items/{item}" => route_193,
            GET "/reports/tasks/monthly" => route_194,
            GET "/api/users" => route_195,
            GET "/api/users/{id}" => route_196,
            GET "/api/users/{id}/history" => route_197,
            GET "/api/users/{id}/items/{item}" => route_198,
            GET "/reports/users/monthly" => route_199,
        }
    }
}
