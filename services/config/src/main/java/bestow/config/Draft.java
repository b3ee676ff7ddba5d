package bestow.config;

import java.time.Instant;

/// A campaign's file as its operator left it.
///
/// @param edit how often it was written, from 1; its entity tag
/// @param savedAt when it was written, in whole milliseconds
/// @param text to the letter as it was written
record Draft(CampaignId id, long edit, Instant savedAt, String text) {
  Draft {
    if (edit < 1) {
      throw new IllegalArgumentException("edit >= 1, was " + edit);
    }
  }
}
