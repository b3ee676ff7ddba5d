/// The public doors of the platform and the one flow behind them: a claim walks from session to
/// delivery, and the first "no" ends its walk. Holds no store of its own, only a copy of what is
/// published, which it serves on when config is gone.
@NullMarked
package bestow.gateway;

import org.jspecify.annotations.NullMarked;
