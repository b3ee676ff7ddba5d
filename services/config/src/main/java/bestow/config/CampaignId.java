package bestow.config;

import java.util.Optional;
import java.util.regex.Pattern;

/// A campaign's id: `[a-z0-9-]{1,40}`.
record CampaignId(String value) {
  private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");

  CampaignId {
    if (!ID.matcher(value).matches()) {
      throw new IllegalArgumentException("1 to 40 of a-z, 0-9 and -, was " + Shown.text(value));
    }
  }

  /// The id, if the text is one.
  static Optional<CampaignId> of(String text) {
    return ID.matcher(text).matches() ? Optional.of(new CampaignId(text)) : Optional.empty();
  }
}
