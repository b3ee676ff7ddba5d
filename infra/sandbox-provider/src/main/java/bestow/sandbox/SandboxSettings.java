package bestow.sandbox;

import java.nio.file.Path;

/// All that the sandbox provider can be told at start.
///
/// @param host where gifts are asked for
/// @param port where gifts are asked for; 0 for any free one
/// @param adminPort where it is looked after, on the loopback alone; 0 for any free one
/// @param ledger the ledger's file; made when missing
/// @param ordersMax how many orders the ledger may hold
/// @param manners how it treats its clients
/// @param limits what one client may take
record SandboxSettings(
    String host,
    int port,
    int adminPort,
    Path ledger,
    int ordersMax,
    GiftDoors.Manners manners,
    Connection.Limits limits) {}
