package bestow.drills;

/// A point of a curve.
///
/// @param seconds since the drill began
/// @param value in the curve's unit; NaN where there is none
record Point(double seconds, double value) {}
