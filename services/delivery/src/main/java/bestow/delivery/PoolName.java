package bestow.delivery;

import java.util.regex.Pattern;

/// The name of a pool of codes, `[a-z0-9-]{1,40}`.
record PoolName(String value) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

  PoolName {
    if (!NAME.matcher(value).matches()) {
      throw new IllegalArgumentException("a pool's name is 1 to 40 of a-z, 0-9 and -");
    }
  }
}
