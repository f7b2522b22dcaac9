/// Obtains Fashion-MNIST: from the cache, from this machine, from its publishers or from Debian.
///
/// Read [dev.telar.fetch.FashionMnistSource], then [dev.telar.fetch.FetchSettings] (where it
/// looks), `CacheFolder` (how files arrive) and the `Source`s: `InstalledSource`, `HttpSource`,
/// `DebianSource`.
@NullMarked
package dev.telar.fetch;

import org.jspecify.annotations.NullMarked;
