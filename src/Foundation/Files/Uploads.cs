using Foundation.Outcomes;

namespace Foundation.Files;

/// <summary>Files that wait for long work: kept until the work has ended or a day has passed.</summary>
public sealed class Uploads(string folder, TimeProvider clock) : FileFolder(folder, clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Keeps the content, up to <see cref="FileLimits.MaxBytes"/>.</summary>
    public Task<Outcome<Guid>> Keep(Stream content, CancellationToken ct = default) => Keep(content, FileLimits.MaxMegabytes, ct);

    /// <summary>Deletes what nobody came back for.</summary>
    public int DeleteOld()
    {
        var old = OlderThan(Kept);
        Delete(old);
        return old.Count;
    }
}
