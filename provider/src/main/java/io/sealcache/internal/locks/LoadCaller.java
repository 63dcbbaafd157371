package io.sealcache.internal.locks;

import java.util.function.Consumer;

/**
 * Who a load is for.
 *
 * @param opened takes values that were opened, to be given up where nobody is handed them
 * @param patience how long it waits for other threads
 */
public record LoadCaller<V>(Consumer<V> opened, Patience patience) {}
