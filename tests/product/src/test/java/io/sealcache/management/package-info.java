/** MXBeans, and a census of a store. */
@NullMarked
package io.sealcache.management;

import org.jspecify.annotations.NullMarked;
