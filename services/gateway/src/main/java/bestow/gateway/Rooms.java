package bestow.gateway;

import bestow.wire.delivery.DeliverReply;
import bestow.wire.delivery.DeliverRequest;
import bestow.wire.quota.HoldReply;
import bestow.wire.quota.HoldRequest;
import bestow.wire.security.Verdict;
import bestow.wire.security.VerdictRequest;
import bestow.wire.session.ValidateReply;
import bestow.wire.session.ValidateRequest;

/// The doors that a claim passes.
///
/// @param session who is it?
/// @param security may they?
/// @param quota hold one for them
/// @param delivery deliver the order
record Rooms(
    Door<ValidateRequest, ValidateReply> session,
    Door<VerdictRequest, Verdict> security,
    Door<HoldRequest, HoldReply> quota,
    Door<DeliverRequest, DeliverReply> delivery) {}
