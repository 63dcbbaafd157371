/**
 * Keys that AWS KMS wraps: {@code sealcache.kms=aws:alias/caches}. Nothing here is to be named by
 * an application.
 */
@NullMarked
package io.sealcache.aws;

import org.jspecify.annotations.NullMarked;
