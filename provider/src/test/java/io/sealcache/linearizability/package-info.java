/**
 * Are the operations of racing threads on one cache linearizable (Herlihy and Wing, 1990)? A {@link
 * io.sealcache.linearizability.LongRace} records what they did, {@link
 * io.sealcache.linearizability.KeyCheck} judges it, a key at a time: keys are independent objects,
 * so a history is linearizable if and only if each key's part is.
 */
@NullMarked
package io.sealcache.linearizability;

import org.jspecify.annotations.NullMarked;
