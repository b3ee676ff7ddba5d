package bestow.config;

/// One thing that is wrong in a file: where it stands, the path of the value (`gifts[0].stock`,
/// empty for the file itself) and a sentence that says what is wrong and what would be right.
record Mistake(Position position, String path, String message) {}
