/** The commands for key tables: keys of their own for tenants and people. */
@NullMarked
package io.sealcache.cli.keys;

import org.jspecify.annotations.NullMarked;
