/// What crosses the platform's public doors.
@NullMarked
package bestow.wire.gateway;

import org.jspecify.annotations.NullMarked;
