/// How a service stands up, the same for all of them: [bestow.server.Settings] from a file and the
/// environment, one listener with every limit set ([bestow.server.Server]), health, telemetry,
/// registration in Consul, and a stop that loses no request. A service's `Main` says
/// [bestow.server.Service] and wires the rest. Knows no word of campaigns.
@NullMarked
package bestow.server;

import org.jspecify.annotations.NullMarked;
