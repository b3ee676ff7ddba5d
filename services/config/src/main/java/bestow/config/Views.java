package bestow.config;

import bestow.config.ConfigOutcome.Drafted;
import bestow.config.ConfigOutcome.Listed;
import bestow.config.ConfigOutcome.Revised;
import bestow.wire.Problem;
import bestow.wire.config.CampaignDraft;
import bestow.wire.config.CampaignPage;
import bestow.wire.config.CampaignRevision;
import java.util.List;

/// Outcomes as the wire records that cross the operator's doors.
final class Views {
  private Views() {}

  static CampaignDraft draft(Drafted drafted) {
    var draft = drafted.draft();
    return new CampaignDraft(
        draft.id().value(),
        draft.text(),
        draft.savedAt(),
        drafted.newest().orElse(null),
        drafted.findings());
  }

  static CampaignRevision revision(Revised revised) {
    var revision = revised.live().revision();
    return new CampaignRevision(
        revision.number(),
        revised.live().version(),
        revision.publishedAt(),
        revision.text(),
        revision.campaign(),
        revised.findings());
  }

  static CampaignPage page(Listed listed) {
    var entries =
        listed.lines().stream()
            .map(
                line ->
                    new CampaignPage.Entry(
                        line.id().value(), line.savedAt(), line.published().orElse(null)))
            .toList();
    return new CampaignPage(entries, listed.next().map(CampaignId::value).orElse(null));
  }

  static Problem mistakes(Refusal refusal, List<Mistake> mistakes) {
    var first = mistakes.getFirst();
    var detail =
        "Line %d, column %d: %s"
            .formatted(first.position().line(), first.position().column(), first.message());
    var more = mistakes.size() == 1 ? "." : " (and %d more).".formatted(mistakes.size() - 1);
    return refusal
        .problem(detail + more)
        .withErrors(mistakes.stream().map(Views::mistake).toList());
  }

  private static Problem.Mistake mistake(Mistake mistake) {
    var at = mistake.position();
    return new Problem.Mistake(at.line(), at.column(), mistake.path(), mistake.message());
  }
}
