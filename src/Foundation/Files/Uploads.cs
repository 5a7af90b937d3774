using Foundation.Outcomes;

namespace Foundation.Files;

/// <summary>Files that wait for long work: kept under an id, never under the sender's name, until the work has ended or a day has passed.</summary>
public sealed class Uploads(string folder, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Keeps the content, up to <see cref="FileLimits.MaxBytes"/>.</summary>
    public async Task<Outcome<Guid>> Keep(Stream content, CancellationToken ct = default)
    {
        Directory.CreateDirectory(folder);
        var id = Guid.NewGuid();
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        bool fits;
        await using (var file = new FileStream(PathOf(id), options))
        {
            var buffer = new byte[64 * 1024];
            for (int n; (n = await content.ReadAsync(buffer, ct)) > 0 && file.Length <= FileLimits.MaxBytes;) await file.WriteAsync(buffer.AsMemory(0, n), ct);
            fits = file.Length <= FileLimits.MaxBytes;
        }
        if (fits)
        {
            File.SetLastWriteTimeUtc(PathOf(id), clock.GetUtcNow().UtcDateTime); // its age is told by the clock that kept it
            return id;
        }
        Delete(id);
        return FileProblems.TooLarge.With(FileLimits.MaxMegabytes);
    }

    public bool Has(Guid id) => File.Exists(PathOf(id));

    /// <exception cref="FileNotFoundException">It is gone: ask <see cref="Has"/> before.</exception>
    public Stream Open(Guid id) => File.OpenRead(PathOf(id));

    public void Delete(params IEnumerable<Guid> ids)
    {
        foreach (var id in ids) File.Delete(PathOf(id));
    }

    /// <summary>Deletes what nobody came back for.</summary>
    public int DeleteOld()
    {
        if (!Directory.Exists(folder)) return 0;
        var old = Directory.GetFiles(folder).Where(f => File.GetLastWriteTimeUtc(f) < clock.GetUtcNow().UtcDateTime - Kept).ToArray();
        foreach (var file in old) File.Delete(file);
        return old.Length;
    }

    string PathOf(Guid id) => Path.Combine(folder, id.ToString("N"));
}
