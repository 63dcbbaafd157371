/** Settings, configurations and starts that are refused. */
@NullMarked
package io.sealcache.configuration;

import org.jspecify.annotations.NullMarked;
