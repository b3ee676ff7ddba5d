package bestow.server;

import java.util.function.BooleanSupplier;

/// One thing a service cannot work without, such as its store. Asked whenever somebody asks whether
/// the service is ready, so it answers from what is known, or in less than a second.
///
/// @param name what is named when it fails, such as `redis`
/// @param passes whether it is there
public record ReadyCheck(String name, BooleanSupplier passes) {}
