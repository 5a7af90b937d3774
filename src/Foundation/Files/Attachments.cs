using Foundation.Outcomes;

namespace Foundation.Files;

/// <summary>Files that belong to rows: kept as long as a row names them. The row is the truth; a file that none names is a leftover of a process that was killed in between.</summary>
public sealed class Attachments(string folder, TimeProvider clock) : FileFolder(folder, clock)
{
    /// <summary>As long a file may wait for its row.</summary>
    public static readonly TimeSpan Unclaimed = TimeSpan.FromDays(1);

    /// <summary>Keeps the content, up to <see cref="FileLimits.MaxAttachmentMegabytes"/>.</summary>
    public Task<Outcome<Guid>> Keep(Stream content, CancellationToken ct = default) => Keep(content, FileLimits.MaxAttachmentMegabytes, ct);
}
