using Balsts;
using Foundation.Data;

try
{
    var app = Site.Build(args);
    await app.Services.GetRequiredService<Database>().Migrate();
    await app.RunAsync();
    return 0;
}
catch (SettingsException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

public partial class Program;
