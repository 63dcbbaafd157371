/**
 * Keys that the transit engine of HashiCorp's Vault wraps: {@code
 * sealcache.kms=vault:https://vault.example:8200/transit/caches?...}. Nothing here is to be named
 * by an application.
 */
@NullMarked
package io.sealcache.vault;

import org.jspecify.annotations.NullMarked;
