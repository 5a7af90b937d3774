using System.IO.Compression;
using System.Text;

namespace Foundation.Files;

/// <summary>The kinds of files that may be attached. A kind is found in the content: neither the name nor what the sender says of it is believed.</summary>
public enum FileKind { Pdf, Png, Jpeg, Docx, Xlsx, Pptx, Odt, Ods, Odp }

public static class FileKinds
{
    const string OpenXml = "application/vnd.openxmlformats-officedocument.";
    const string OpenDocument = "application/vnd.oasis.opendocument.";

    /// <summary>Bytes of the entry that says what kind of OpenDocument it is.</summary>
    const int MimeMax = 100;

    /// <summary>For the file dialogue of a browser: a help, no check.</summary>
    public static string Accept { get; } = string.Join(',', Enum.GetValues<FileKind>().Select(Ending)) + ",.jpeg";

    public static string Ending(FileKind kind) => kind switch { FileKind.Jpeg => ".jpg", _ => $".{kind.ToString().ToLowerInvariant()}" };

    public static string ContentType(FileKind kind) => kind switch
    {
        FileKind.Png => "image/png",
        FileKind.Jpeg => "image/jpeg",
        FileKind.Docx => OpenXml + "wordprocessingml.document",
        FileKind.Xlsx => OpenXml + "spreadsheetml.sheet",
        FileKind.Pptx => OpenXml + "presentationml.presentation",
        FileKind.Odt => OpenDocument + "text",
        FileKind.Ods => OpenDocument + "spreadsheet",
        FileKind.Odp => OpenDocument + "presentation",
        _ => "application/pdf",
    };

    /// <summary>What the content is; null for what may not be attached: other kinds, and documents that carry macros.</summary>
    public static FileKind? Of(Stream content)
    {
        Span<byte> head = stackalloc byte[8];
        content.Position = 0;
        head = head[..content.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        return head.StartsWith("%PDF-"u8) ? FileKind.Pdf
            : head.SequenceEqual((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? FileKind.Png
            : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? FileKind.Jpeg
            : head.StartsWith("PK\u0003\u0004"u8) ? OfPackage(content) : null;
    }

    static FileKind? OfPackage(Stream content)
    {
        try
        {
            content.Position = 0;
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            if (zip.Entries.Count > FileLimits.MaxEntries || zip.Entries.Any(e => e.Name.Equals("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || e.FullName.StartsWith("Basic/", StringComparison.Ordinal) || e.FullName.StartsWith("Scripts/", StringComparison.Ordinal))) return null;
            if (zip.GetEntry("mimetype") is { } mime) return OfMime(mime);
            if (zip.GetEntry("[Content_Types].xml") is null) return null;
            return zip.GetEntry("word/document.xml") is not null ? FileKind.Docx : zip.GetEntry("xl/workbook.xml") is not null ? FileKind.Xlsx : zip.GetEntry("ppt/presentation.xml") is not null ? FileKind.Pptx : null;
        }
        catch (InvalidDataException) { return null; }
    }

    static FileKind? OfMime(ZipArchiveEntry entry)
    {
        Span<byte> said = stackalloc byte[MimeMax];
        using var stream = entry.Open();
        var mime = Encoding.ASCII.GetString(said[..stream.ReadAtLeast(said, said.Length, throwOnEndOfStream: false)]).Trim();
        foreach (var kind in new[] { FileKind.Odt, FileKind.Ods, FileKind.Odp })
            if (mime == ContentType(kind)) return kind;
        return null;
    }
}
