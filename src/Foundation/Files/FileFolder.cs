using Foundation.Outcomes;

namespace Foundation.Files;

/// <summary>A folder of files that people sent: each under an id, never under the sender's name, readable by the service alone.</summary>
public abstract class FileFolder(string folder, TimeProvider clock)
{
    /// <summary>Keeps the content, up to so many megabytes.</summary>
    protected async Task<Outcome<Guid>> Keep(Stream content, int maxMegabytes, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        var (id, most) = (Guid.NewGuid(), maxMegabytes * 1024L * 1024L);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        bool fits;
        await using (var file = new FileStream(PathOf(id), options))
        {
            var buffer = new byte[64 * 1024];
            for (int n; (n = await content.ReadAsync(buffer, ct)) > 0 && file.Length <= most;) await file.WriteAsync(buffer.AsMemory(0, n), ct);
            fits = file.Length <= most;
        }
        if (fits)
        {
            File.SetLastWriteTimeUtc(PathOf(id), clock.GetUtcNow().UtcDateTime); // its age is told by the clock that kept it
            return id;
        }
        Delete(id);
        return FileProblems.TooLarge.With(maxMegabytes);
    }

    public bool Has(Guid id) => File.Exists(PathOf(id));

    /// <exception cref="FileNotFoundException">It is gone: ask <see cref="Has"/> before.</exception>
    public Stream Open(Guid id) => File.OpenRead(PathOf(id));

    public void Delete(params IEnumerable<Guid> ids)
    {
        foreach (var id in ids) File.Delete(PathOf(id));
    }

    /// <summary>What has lain here for longer.</summary>
    public IReadOnlyList<Guid> OlderThan(TimeSpan age)
    {
        var before = clock.GetUtcNow().UtcDateTime - age;
        return Directory.Exists(folder) ? [.. Directory.GetFiles(folder).Where(f => Guid.TryParse(Path.GetFileName(f), out _) && File.GetLastWriteTimeUtc(f) < before).Select(f => Guid.Parse(Path.GetFileName(f)))] : [];
    }

    string PathOf(Guid id) => Path.Combine(folder, id.ToString("N"));
}
