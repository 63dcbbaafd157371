/**
 * A runtime of CRaC that checkpoints nothing, in place of {@code jdk.crac}: {@code org.crac} calls
 * it as it calls that of a JDK, by the system property {@code org.crac.Core.Compat}.
 */
@NullMarked
package io.sealcache.checkpoint;

import org.jspecify.annotations.NullMarked;
