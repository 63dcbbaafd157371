@NullMarked
package io.sealcache.aws;

import org.jspecify.annotations.NullMarked;
