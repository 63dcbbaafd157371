/** The commands that make keyring files and rotate their keys. */
@NullMarked
package io.sealcache.cli.keyring;

import org.jspecify.annotations.NullMarked;
