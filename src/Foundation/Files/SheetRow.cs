namespace Foundation.Files;

/// <summary>
/// One row of a table. <paramref name="Number"/> is the row's number as a spreadsheet shows it (the header is row 1, blank rows count; a
/// CSV cell with line breaks in quotes makes one row, though a text editor shows several lines). There are as many cells as headers.
/// </summary>
public sealed record SheetRow(int Number, string[] Cells)
{
    /// <summary>The letters that a spreadsheet shows above a column; <paramref name="index"/> counts from 0.</summary>
    public static string ColumnName(int index)
    {
        var name = "";
        for (var i = index + 1; i > 0; i = (i - 1) / 26) name = (char)('A' + (i - 1) % 26) + name;
        return name;
    }
}
