package bestow.gateway;

import static bestow.gateway.Door.Way.harmless;
import static bestow.gateway.Door.Way.unlessBegun;

import bestow.mesh.Mesh;
import bestow.mesh.Ticker;
import bestow.wire.delivery.BundleReply;
import bestow.wire.delivery.BundleRequest;
import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.DeliverRequest;
import bestow.wire.delivery.OrderReply;
import bestow.wire.delivery.OrderRequest;
import bestow.wire.delivery.QuestionsReply;
import bestow.wire.delivery.QuestionsRequest;
import bestow.wire.quota.HeldReply;
import bestow.wire.quota.HeldRequest;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest;
import bestow.wire.quota.OrdersReply;
import bestow.wire.quota.OrdersRequest;
import bestow.wire.quota.OutlookReply;
import bestow.wire.quota.OutlookRequest;
import bestow.wire.quota.PromiseReply;
import bestow.wire.quota.PromiseRequest;
import bestow.wire.quota.SettleReply;
import bestow.wire.quota.SettleRequest;
import bestow.wire.reporting.ReportReply;
import bestow.wire.reporting.ReportRequest;
import bestow.wire.security.PaidCheckReply;
import bestow.wire.security.PaidCheckRequest;
import bestow.wire.security.PaidTakenReply;
import bestow.wire.security.PaidTakenRequest;
import bestow.wire.security.Verdict;
import bestow.wire.security.VerdictRequest;
import bestow.wire.session.CloseReply;
import bestow.wire.session.CloseRequest;
import bestow.wire.session.OpenReply;
import bestow.wire.session.OpenRequest;
import bestow.wire.session.ValidateAllReply;
import bestow.wire.session.ValidateAllRequest;
import bestow.wire.session.ValidateReply;
import bestow.wire.session.ValidateRequest;

/// Every door that gateway knocks at.
///
/// @param open session: sign in
/// @param validate session: who is it?
/// @param validateAll session: who are they?
/// @param close session: log out
/// @param verdict security: may they?
/// @param checkPaid security: is this paid order its partner's?
/// @param takenPaid security: this paid order has its answer
/// @param hold quota: hold one for them
/// @param outlook quota: for whom is it gone?
/// @param settle quota: this is how it ended
/// @param promise quota: may they be promised this order?
/// @param held quota: is there such an order?
/// @param orders quota: what do they have?
/// @param deliver delivery: deliver the order
/// @param order delivery: how does it stand?
/// @param bundle delivery: deliver all of these orders, or none
/// @param bundleLook delivery: how does a bundle stand?
/// @param questions delivery: what becomes of what is held for these orders?
/// @param report reporting: this is what happened
record Rooms(
    Door<OpenRequest, OpenReply> open,
    Door<ValidateRequest, ValidateReply> validate,
    Door<ValidateAllRequest, ValidateAllReply> validateAll,
    Door<CloseRequest, CloseReply> close,
    Door<VerdictRequest, Verdict> verdict,
    Door<PaidCheckRequest, PaidCheckReply> checkPaid,
    Door<PaidTakenRequest, PaidTakenReply> takenPaid,
    Door<HoldRequest, HoldReply> hold,
    Door<OutlookRequest, OutlookReply> outlook,
    Door<SettleRequest, SettleReply> settle,
    Door<PromiseRequest, PromiseReply> promise,
    Door<HeldRequest, HeldReply> held,
    Door<OrdersRequest, OrdersReply> orders,
    Door<DeliverRequest, DeliverReply> deliver,
    Door<OrderRequest, OrderReply> order,
    Door<BundleRequest, BundleReply> bundle,
    Door<OrderRequest, BundleReply> bundleLook,
    Door<QuestionsRequest, QuestionsReply> questions,
    Door<ReportRequest, ReportReply> report) {

  static Rooms of(Mesh mesh, GatewaySettings.Callees callees, Ticker ticker) {
    var session = mesh.callee(callees.session());
    var security = mesh.callee(callees.security());
    var quota = mesh.callee(callees.quota());
    var delivery = mesh.callee(callees.delivery());
    var reporting = mesh.optional(callees.reporting());
    return new Rooms(
        new Door<>(
            unlessBegun(session, "/v1/sessions/open"), OpenRequest.class, OpenReply.class, ticker),
        new Door<>(
            harmless(session, "/v1/sessions/validate"),
            ValidateRequest.class,
            ValidateReply.class,
            ticker),
        new Door<>(
            harmless(session, "/v1/sessions/validate-all"),
            ValidateAllRequest.class,
            ValidateAllReply.class,
            ticker),
        new Door<>(
            harmless(session, "/v1/sessions/close"), CloseRequest.class, CloseReply.class, ticker),
        new Door<>(
            unlessBegun(security, "/v1/verdict"), VerdictRequest.class, Verdict.class, ticker),
        new Door<>(
            unlessBegun(security, "/v1/paid-orders/check"),
            PaidCheckRequest.class,
            PaidCheckReply.class,
            ticker),
        new Door<>(
            harmless(security, "/v1/paid-orders/taken"),
            PaidTakenRequest.class,
            PaidTakenReply.class,
            ticker),
        new Door<>(unlessBegun(quota, "/v1/hold"), HoldRequest.class, HoldReply.class, ticker),
        new Door<>(
            harmless(quota, "/v1/outlook"), OutlookRequest.class, OutlookReply.class, ticker),
        new Door<>(harmless(quota, "/v1/settle"), SettleRequest.class, SettleReply.class, ticker),
        new Door<>(
            harmless(quota, "/v1/promise"), PromiseRequest.class, PromiseReply.class, ticker),
        new Door<>(harmless(quota, "/v1/held"), HeldRequest.class, HeldReply.class, ticker),
        new Door<>(harmless(quota, "/v1/orders"), OrdersRequest.class, OrdersReply.class, ticker),
        new Door<>(
            unlessBegun(delivery, "/v1/deliver"), DeliverRequest.class, DeliverReply.class, ticker),
        new Door<>(harmless(delivery, "/v1/order"), OrderRequest.class, OrderReply.class, ticker),
        new Door<>(
            unlessBegun(delivery, "/v1/bundle"), BundleRequest.class, BundleReply.class, ticker),
        new Door<>(
            harmless(delivery, "/v1/bundle/look"), OrderRequest.class, BundleReply.class, ticker),
        new Door<>(
            harmless(delivery, "/v1/questions"),
            QuestionsRequest.class,
            QuestionsReply.class,
            ticker),
        new Door<>(
            unlessBegun(reporting, "/v1/reports"), ReportRequest.class, ReportReply.class, ticker));
  }
}
