package bestow.config;

/// Where something stands in a file: line and column, both counted from 1, columns in characters.
record Position(int line, int column) implements Comparable<Position> {
  static final Position START = new Position(1, 1);

  Position {
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException(
          "line and column count from 1, were " + line + ":" + column);
    }
  }

  @Override
  public int compareTo(Position other) {
    return line == other.line
        ? Integer.compare(column, other.column)
        : Integer.compare(line, other.line);
  }
}
