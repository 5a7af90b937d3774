System.Console.WriteLine("dotnet ef only");
