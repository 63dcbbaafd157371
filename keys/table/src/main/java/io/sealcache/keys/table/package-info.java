/** Keys of their own for tenants and people, wrapped in a table, which can be forgotten. */
@NullMarked
package io.sealcache.keys.table;

import org.jspecify.annotations.NullMarked;
